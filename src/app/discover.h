// Which Dockerfiles a command line names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "failure.h"

namespace dockhone::app {

struct Item {
  std::string path;  // as shown
  std::string root;  // real path of the directory that was searched; "" when the file itself was named
  bool is_stdin = false;
  std::optional<Failure> failure;  // a directory that could not be searched
};

struct Discovery {
  std::vector<Item> items;
  std::vector<std::string> empty_directories;  // named, but without any Dockerfile
};

// Named files in the order given; what a directory holds in byte order of its paths; each file once.
Discovery discover(const std::vector<std::string>& paths);

// By name: Dockerfile, Dockerfile.*, *.Dockerfile, *.dockerfile, Containerfile*, but no outputs and ignore
// files.
bool is_dockerfile_name(std::string_view name);

}  // namespace dockhone::app
