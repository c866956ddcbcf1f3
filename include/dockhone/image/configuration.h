// What images set for what runs on them: a constant table, generated at build time from
// transforms/knowledge/configuration.
#pragma once

#include <span>
#include <string_view>

#include "dockhone/image/reference.h"

namespace dockhone::image {

struct Configuration {
  std::string_view name;        // an official image's short name, or registry/repository
  std::string_view workdir;     // of all tags but onbuild ones; "": not known
  bool starts_as_root = false;  // else: not known
  bool runs_its_arguments =
      false;  // a CMD is started as it is, by all tags but onbuild ones; else: not known
};

// By name alone. nullptr: nothing is known.
const Configuration* find_configuration(const ImageRef& ref);
// The tag's name says that it holds triggers, which may set anything.
bool is_onbuild(const ImageRef& ref);

// Defined by the generated table; ascending by name.
std::span<const Configuration> known_configurations();

}  // namespace dockhone::image
