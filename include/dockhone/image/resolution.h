// What a registry, a lock or a catalog said about image references: values, no I/O.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dockhone/image/reference.h"

namespace dockhone::image {

// What an image sets for what runs on it, as its config blob says.
struct ImageConfig {
  std::string user;  // "": root
  std::string workdir;
  std::vector<std::string> ports;  // "8080/tcp", sorted
  std::vector<std::string> entrypoint;
  std::vector<std::string> cmd;
  std::vector<std::pair<std::string, std::string>> env;  // in order
  bool triggers = false;                                 // ONBUILD: the first instruction finds it changed
};

// What one reference stood for.
struct Resolution {
  enum class From : std::uint8_t { kRegistry, kCatalog };
  From from = From::kRegistry;
  bool locked = false;   // a lock said so
  std::string tag;       // the exact tag that names the same image; "": there is none
  std::string digest;    // of the index; "": not known
  std::string resolved;  // ISO date; "": in this run
  std::optional<ImageConfig> config;
  bool searched = false;  // `tag` was looked for: an empty one says that there is none
  std::string note;       // how the tag was found, or why there is none
  std::string failure;    // not "": nobody could answer, and why; the rest is empty then
};

// Whether user and working directory are such as could stand in a Dockerfile as they are, and are those that
// the first instruction finds. Others are not believed.
bool is_plain(const ImageConfig& config);

// By canonical reference.
using Resolutions = std::map<std::string, Resolution, std::less<>>;

// "docker.io/library/python" for python, "quay.io/a/b" for quay.io/a/b.
std::string canonical_name(const ImageRef& ref);
// With the tag: "docker.io/library/python:latest" for python. Digests play no part.
std::string canonical(const ImageRef& ref);
// What is known of a reference, also where it names by its exact tag or its digest what another one resolved
// to. nullptr: nothing.
const Resolution* find_resolution(const Resolutions& all, const ImageRef& ref);

}  // namespace dockhone::image
