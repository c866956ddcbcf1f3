// lean-install: package managers install what is named and what that needs, and keep nothing back. Each
// manager argues in its own function.
#include <algorithm>

#include "rules.h"
#include "transforms/passes.h"
#include "transforms/shared/runs.h"

namespace dockhone::transforms {

namespace {

using namespace lean_install;

std::string why(const std::vector<std::string>& options) {
  auto keeps_cache = [](const std::string& option) {
    return option == "--no-cache" || option == "--no-cache-dir";
  };
  auto caches = std::count_if(options.begin(), options.end(), keeps_cache);
  if (caches == 0) return "what is not installed is neither shipped nor patched";
  if (static_cast<std::size_t>(caches) == options.size())
    return "a cache in the image is shipped, and nothing reads it again";
  return "what is not installed is neither shipped nor patched, and nothing reads a cache in the image again";
}

// clean-caches then gives root's cache of pip a mount, which --no-cache-dir would keep unused.
bool mounts_pip(const model::BuildModel& model, std::size_t index, const rewrite::Facts& facts) {
  auto style = facts.options.find("clean-caches.style");
  if (style == facts.options.end() || style->second != "mounts") return false;
  auto user = model::user_at(model, index);
  return user && (*user == "root" || *user == "0");
}

void run(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal) {
  constexpr Verdict (*kRules[])(const Site&, Fix&) = {apt, apk, pip, dnf, gem, npm};
  const syntax::Document& document = model.document();
  // By stage: what this pass has added to installs above, there and in the stages below.
  std::vector<std::vector<std::string_view>> named(model.stages().size());
  auto inherit = [&](const model::Stage& stage) {
    if (stage.base.kind == model::BaseRef::Kind::kStage && named[stage.index].empty())
      named[stage.index] = named[stage.base.stage];
  };
  for_each_script(
      model, proposal, {"install", "add", "npm"}, [&](std::size_t index, const model::RunScript& script) {
        const syntax::Instruction& instruction = document.instructions()[index];
        Fix all;
        Fix fix;  // of one rule
        std::size_t stage = model.stage_of(index);
        inherit(model.stages()[stage]);
        for (const model::Call& call : script.calls) {
          if (call.invocation.kind() != model::VerbKind::kInstall) continue;
          Site site{model, index, call, WordEdits(document, instruction), named[stage], facts.context.get()};
          for (auto rule : kRules) {
            if (rule == pip && mounts_pip(model, index, facts)) continue;
            if (Verdict declined = rule(site, fix)) {
              proposal.decline(instruction.span, declined->reason, std::move(declined->why));
              fix = {};
              continue;
            }
            if (fix.edits.empty()) continue;
            add_once(all.options, std::move(fix.options));
            add_once(all.evidence, std::move(fix.evidence));
            append(all.edits, std::move(fix.edits));
            if (!call.nested && !call.guarded) append(named[stage], std::move(fix.named));
            append(all.differences, std::move(fix.differences));
            fix = {};
          }
        }
        if (all.edits.empty()) return;
        rewrite::Draft draft;
        draft.place = instruction.span;
        draft.risk = rewrite::Risk::kReview;
        draft.what = "install with " + joined(all.options, ", ");
        draft.why = why(all.options);
        draft.evidence = std::move(all.evidence);
        draft.edits = std::move(all.edits);
        draft.differences = std::move(all.differences);
        proposal.change(std::move(draft));
      });
}

}  // namespace

const rewrite::Pass kLeanInstall = {"lean-install",
                                    "Install only what is named and what that needs",
                                    rewrite::Risk::kReview,
                                    run,
                                    {},
                                    false,
                                    nullptr,
                                    lean_install::npm_needs_context};

}  // namespace dockhone::transforms
