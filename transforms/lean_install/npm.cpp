// Dependences for development are not needed where the image only runs the program.
#include <algorithm>

#include "rules.h"
#include "transforms/shared/lists.h"
#include "transforms/shared/node.h"

namespace dockhone::transforms::lean_install {

namespace {

using model::VerbKind;
using syntax::Keyword;

// The stage runs `node FILE`, so that no script of package.json, which might call a tool for development, is
// run.
bool runs_node(const model::BuildModel& model, const model::Stage& stage) {
  const syntax::Instruction* last = nullptr;
  for (std::size_t i = stage.from + 1; i < stage.end; ++i) {
    const syntax::Instruction& each = model.document().instructions()[i];
    if (each.keyword == Keyword::kEntrypoint) return false;
    if (each.keyword == Keyword::kCmd) last = &each;
  }
  if (last == nullptr || last->args.empty()) return false;
  return last->json
             ? last->args[0].value == "node" && last->args.size() > 1 && !last->args[1].value.starts_with('-')
             : last->args[0].value.starts_with("node ") || last->args[0].value.starts_with("exec node ");
}

// Nothing that is run behind the install can be a tool that it installed.
bool only_plain_calls_behind(const Site& site, const model::Stage& stage) {
  bool behind = false;
  for (std::size_t i = stage.from + 1; i < stage.end; ++i) {
    if (site.model.document().instructions()[i].keyword != Keyword::kRun) continue;
    const model::RunScript& script = site.model.run_script(i);
    if (i > site.instruction && script.script == nullptr) return false;
    for (const model::Call& call : script.calls) {
      if (&call == &site.call) {
        behind = true;
      } else if (behind) {
        const model::CommandFacts* facts = call.invocation.facts();
        bool clean = call.invocation.manager() == "npm" && call.invocation.kind() == VerbKind::kClean;
        if (!clean && (facts == nullptr || !facts->stable)) return false;
      }
    }
  }
  return behind;
}

}  // namespace

Verdict npm(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  bool install = call.program() == "npm" && call.kind() == VerbKind::kInstall && call.verb_arg() != nullptr;
  if (!install || call.operand_count() > 0) return std::nullopt;
  for (std::string_view option : lists::kNpmOmitOptions) {
    if (call.has(option)) return std::nullopt;
  }
  const model::Stage& stage = site.model.stages()[site.model.stage_of(site.instruction)];
  if (!stage.final || site.model.stages().size() > 1) return std::nullopt;
  if (site.model.before(site.instruction).lookup("NODE_ENV").state != syntax::Lookup::State::kUnset)
    return std::nullopt;
  if (const model::Arg* arg = call.unsure()) return unsure(call, *arg);
  if (!runs_node(site.model, stage) || !only_plain_calls_behind(site, stage)) {
    return Decline{
        "dev-may-be-used",
        "what a later command or a script of package.json calls may be a dependence for development"};
  }
  // npm knows --omit since 7, and the other still, with a warning.
  bool knows_omit = is_node_since(site.base(), 15);
  if (!fix.add_option(site, knows_omit ? "--omit=dev" : "--production")) return broken_word();
  if (!knows_omit) fix.evidence.push_back("its npm may be older than 7, which does not know --omit=dev");
  fix.evidence.push_back(
      "the container runs node on a file, and no later command runs a tool of the project");
  return std::nullopt;
}

}  // namespace dockhone::transforms::lean_install
