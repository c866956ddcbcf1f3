// Libraries of a builder's image that a program may have been linked with although no step of the file
// installs them.
#pragma once

#include <optional>

#include "transforms/split_stages/carry.h"

namespace dockhone::transforms::split_stages {

// Nothing where each library that is linked is known to be there without the builder: in every image, or in a
// package that the file names. Asked of images only that bring libraries for linking.
std::optional<Decline> unknown_libraries(const CarryQuestion& question);

}  // namespace dockhone::transforms::split_stages
