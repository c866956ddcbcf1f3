// The passes. pipeline.cpp puts them in order.
#pragma once

#include "dockhone/rewrite/pass.h"

namespace dockhone::transforms {

extern const rewrite::Pass kMaintainerToLabel;
extern const rewrite::Pass kEnvKeyValue;
extern const rewrite::Pass kAddToCopy;
extern const rewrite::Pass kExecForm;
extern const rewrite::Pass kOverridden;
extern const rewrite::Pass kMergeRuns;
extern const rewrite::Pass kPinBase;

}  // namespace dockhone::transforms
