// Which Dockerfiles a command line names.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "failure.h"

namespace dockhone::app {

struct Item {
  std::string path;  // as shown
  // Real path of the directory that was searched; null when the file itself was named.
  std::shared_ptr<const std::string> root = {};
  std::shared_ptr<const Failure> failure = {};  // a directory that could not be searched
  bool is_stdin = false;
  bool regular = false;  // known to be a regular file (or a link to one): reading it need not ask again
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
