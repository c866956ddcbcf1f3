// RUN --mount: what it names, and what lies below it.
#pragma once

#include <string_view>

#include "dockhone/model/build.h"

namespace dockhone::model {

// Of --mount=OPTIONS, as written; "" where it names none.
std::string_view mount_from(std::string_view options);
std::string_view mount_target(std::string_view options);

// What lies below a mount of the RUN is not in the image, before and after: Place::kOther. `state` is that
// before the RUN.
void take_mounts_out(const syntax::Document& document, const syntax::Instruction& run, const State& state,
                     Effects& effects);

}  // namespace dockhone::model
