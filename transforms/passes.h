// The passes. pipeline.cpp puts them in order.
#pragma once

#include "dockhone/rewrite/pass.h"

namespace dockhone::transforms {

extern const rewrite::Pass kMaintainerToLabel;
extern const rewrite::Pass kEnvKeyValue;
extern const rewrite::Pass kAddToCopy;
extern const rewrite::Pass kWorkdir;
extern const rewrite::Pass kExecForm;
extern const rewrite::Pass kOverridden;
extern const rewrite::Pass kBaseChoice;
extern const rewrite::Pass kInstallHygiene;
extern const rewrite::Pass kLeanInstall;
extern const rewrite::Pass kSplitStages;
extern const rewrite::Pass kSlimBase;
extern const rewrite::Pass kNonrootUser;
extern const rewrite::Pass kSortPackages;
extern const rewrite::Pass kMergeRuns;
extern const rewrite::Pass kCleanCaches;
extern const rewrite::Pass kPinBase;
extern const rewrite::Pass kLayout;

}  // namespace dockhone::transforms
