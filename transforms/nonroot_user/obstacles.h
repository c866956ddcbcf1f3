// What in the stages of an image keeps it from running without root, whatever its process is.
#pragma once

#include "chain.h"
#include "transforms/shared/fix.h"

namespace dockhone::transforms::nonroot {

// The base image: not known, needs root, or of another world.
Verdict wrong_base(const Chain& chain);
// Sockets and devices that are root's; triggers; files made for the process to write to.
Verdict other_obstacle(const model::BuildModel& model, const Chain& chain);

}  // namespace dockhone::transforms::nonroot
