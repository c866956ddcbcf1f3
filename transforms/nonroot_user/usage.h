// What the image is for, as far as that decides whether its users would notice another user inside.
#pragma once

#include "chain.h"
#include "process.h"
#include "transforms/shared/fix.h"

namespace dockhone::transforms::nonroot {

Verdict wrong_usage(const model::BuildModel& model, const Chain& chain, const Process& process);

}  // namespace dockhone::transforms::nonroot
