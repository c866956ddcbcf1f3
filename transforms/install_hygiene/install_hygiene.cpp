// install-hygiene: package managers called as scripts should call them. Each rule argues in its own file.
#include <algorithm>
#include <cstring>

#include "rules.h"
#include "transforms/passes.h"
#include "transforms/shared/runs.h"

namespace dockhone::transforms {

namespace {

using namespace install_hygiene;

void run(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal) {
  constexpr Verdict (*kRules[])(const Site&, Fix&) = {no_sudo, apt_get, assume_yes, npm_ci};
  const syntax::Document& document = model.document();
  for_each_script(model, proposal, {"apt", "sudo", "npm", "yum", "dnf"},
                  [&](std::size_t index, const model::RunScript& script) {
                    const syntax::Instruction& instruction = document.instructions()[index];
                    Fix all;
                    Fix fix;  // of one rule
                    for (const model::Call& call : script.calls) {
                      Site site{model, index, call, WordEdits(document, instruction), facts.context.get()};
                      for (auto rule : kRules) {
                        if (Verdict declined = rule(site, fix)) {
                          proposal.decline(instruction.span, declined->reason, std::move(declined->why));
                          fix = {};
                          continue;
                        }
                        if (fix.edits.empty()) continue;
                        add_once(all.what, std::move(fix.what));
                        add_once(all.why, std::move(fix.why));
                        add_once(all.evidence, std::move(fix.evidence));
                        append(all.edits, std::move(fix.edits));
                        append(all.differences, std::move(fix.differences));
                        fix = {};
                      }
                    }
                    if (all.edits.empty()) return;
                    rewrite::Draft draft;
                    draft.place = instruction.span;
                    draft.risk = rewrite::Risk::kReview;
                    draft.what = joined(all.what, ", ");
                    draft.why = joined(all.why, "; ");
                    draft.evidence = std::move(all.evidence);
                    draft.edits = std::move(all.edits);
                    draft.differences = std::move(all.differences);
                    proposal.change(std::move(draft));
                  });
  if (contains(document.text(), "apt ")) decline_obscure(model, proposal, "apt ");
}

}  // namespace

const rewrite::Pass kInstallHygiene = {
    "install-hygiene",
    "Call package managers as scripts should: apt-get, -y, no sudo, npm ci",
    rewrite::Risk::kReview,
    run,
    {},
    false,
    join_updates,
    npm_ci_needs_context};

}  // namespace dockhone::transforms
