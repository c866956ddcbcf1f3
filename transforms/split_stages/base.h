// What the builder starts from, and what the runtime stage starts from: of the same release of the same
// distribution, because a program is bound to the C library that it was linked with.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "dockhone/image/release.h"
#include "dockhone/model/build.h"
#include "transforms/shared/fix.h"
#include "transforms/split_stages/stack.h"

namespace dockhone::transforms::split_stages {

struct Bases {
  const BuilderImage* builder = nullptr;  // null: an image that is not known to hold a compiler
  image::SystemRelease release;
  std::string version;  // of the builder's tag, digits and dots; "" where it names none
  std::string runtime;  // "" for the builder's own base, once more
  // Replaces the builder's tag, which names no release and moves to another one some day. "": it stays.
  std::string tag;
};

tl::expected<Bases, Decline> bases_of(const model::Stage& stage);

// Is version `a` before `b`? Numbers between dots; what is missing is larger than anything: 1.12 is the last
// of its patches.
bool before(std::string_view a, std::string_view b);

}  // namespace dockhone::transforms::split_stages
