#include "transforms/pipeline.h"

#include "transforms/passes.h"

namespace dockhone::transforms {

namespace {

// merge-runs joins an update and its install where layers are shipped. Of a builder that splitting made they
// are not, so they are joined as install-hygiene does it in every build stage.
void join_updates_of_builders(const model::BuildModel& model, const rewrite::Facts& facts,
                              rewrite::Proposal& proposal) {
  if (model.stages().size() > 1) kInstallHygiene.then(model, facts, proposal);
}

rewrite::Pass with_second_step(rewrite::Pass pass, decltype(rewrite::Pass::then) then) {
  pass.then = then;
  return pass;
}

}  // namespace

rewrite::Pipeline pipeline() {
  // THE list. Order matters: each row says why it stands where it stands.
  static const rewrite::Pass kPasses[] = {
      kMaintainerToLabel,  // metadata first: it moves nothing that others look at
      kEnvKeyValue,        // before passes that add or read ENV
      kAddToCopy,          // before passes that look for what COPY brings in
      kWorkdir,   // before merging: scripts that keep no directory of their own merge into plain chains
      kExecForm,  // it looks at the last CMD and ENTRYPOINT of a stage only: the next one removes the others
      kOverridden,      // before merging: what it removes stands between RUNs
      kBaseChoice,  // before all that asks what the base image has
      kInstallHygiene,  // before lean-install: it settles which program is called with which verb
      kLeanInstall,     // behind install-hygiene: it knows apt-get
      with_second_step(kSplitStages,
                       join_updates_of_builders),  // behind what settles packages; before merging: layers of
                                                   // the builder are not shipped
      kSlimBase,  // behind splitting, which moves what compiles out of the stage that ships; before the user:
                  // packages that it adds are installed by root
      kNonrootUser,   // behind splitting: the stage that ships; before merging: its RUN joins the one above
      kSortPackages,  // behind lean-install, which adds packages
      kMergeRuns,     // behind all that changes single commands
      kCleanCaches,   // behind merging: what one RUN fetched and the next one read is cleaned once
      kPinBase,       // behind all others: those before it look images up by the tag that the author wrote
      kLayout,        // last: it sees what the others wrote
  };
  return kPasses;
}

}  // namespace dockhone::transforms
