// The name that the knowledge files know an image by.
#pragma once

#include <string>

#include "dockhone/image/reference.h"

namespace dockhone::image {

struct KnownName {
  std::string name;  // an official image's short name, or registry (none for Docker Hub) and repository
  bool official = false;
};

// Mirrors of official images count as these.
KnownName known_name(const ImageRef& ref);

}  // namespace dockhone::image
