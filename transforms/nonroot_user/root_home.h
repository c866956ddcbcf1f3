// Root's home directory, which nobody else may enter.
#pragma once

#include "chain.h"
#include "dockhone/model/context.h"
#include "transforms/shared/fix.h"

namespace dockhone::transforms::nonroot {

// Something below it may be needed: the file names it, or a RUN installs or downloads something to it.
// `context` may be null.
Verdict needs_roots_home(const model::BuildModel& model, const Chain& chain, const model::Context* context);

}  // namespace dockhone::transforms::nonroot
