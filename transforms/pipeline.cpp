#include "transforms/pipeline.h"

#include "transforms/passes.h"

namespace dockhone::transforms {

rewrite::Pipeline pipeline() {
  // THE list. Order matters: each row says why it stands where it stands.
  static const rewrite::Pass kPasses[] = {
      kMaintainerToLabel,  // metadata first: it moves nothing that others look at
      kEnvKeyValue,        // before passes that add or read ENV
      kAddToCopy,          // before passes that look for what COPY brings in
      kExecForm,           // it looks at the last CMD and ENTRYPOINT of a stage only: the next one removes the others
      kOverridden,         // before merging: what it removes stands between RUNs
      kMergeRuns,          // behind all that changes single commands
      kPinBase,            // last: those before it look images up by the tag that the author wrote
  };
  return kPasses;
}

}  // namespace dockhone::transforms
