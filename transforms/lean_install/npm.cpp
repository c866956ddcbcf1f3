// Dependences for development are not needed where the image only runs the program.
#include <algorithm>

#include "dockhone/base/path.h"
#include "dockhone/model/context.h"
#include "rules.h"
#include "transforms/shared/lists.h"
#include "transforms/shared/node.h"
#include "transforms/shared/package_json.h"

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

// Where in the build context the manifest may lie that an instruction brings; "" where nowhere known.
std::string manifest_of(const syntax::Argument& source) {
  std::string_view path = source.value;
  if (path.ends_with("package.json") || path.ends_with("package*.json")) {
    auto slash = path.rfind('/');
    return normal_path(std::string(slash == path.npos ? "" : path.substr(0, slash + 1)) + "package.json");
  }
  return path.find_first_of("$*?[") == path.npos ? normal_path(std::string(path) + "/package.json")
                                                 : std::string();
}

// The first of its scripts that npm runs when it installs, of the manifests that may be the project's.
std::string_view script_of_install(const Site& site, bool& seen) {
  const model::Stage& stage = site.model.stages()[site.model.stage_of(site.instruction)];
  for (std::size_t i = stage.from + 1; i < site.instruction; ++i) {
    const syntax::Instruction& copy = site.model.document().instructions()[i];
    bool copies = copy.keyword == Keyword::kCopy || copy.keyword == Keyword::kAdd;
    if (!copies || copy.args.size() < 2 || copy.flag("from") != nullptr || site.context == nullptr) continue;
    for (const syntax::Argument& source : copy.args.first(copy.args.size() - 1)) {
      const model::Context::Entry* entry = site.context->find(manifest_of(source));
      if (entry == nullptr || !entry->text) continue;
      seen = true;
      for (std::string_view script :
           {"preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"}) {
        if (package_json_script(*entry->text, script)) return script;
      }
    }
  }
  return {};
}

}  // namespace

bool npm_needs_context(const model::BuildModel& model) {
  for (const model::Stage& stage : model.stages()) {
    for (std::size_t i = stage.from + 1; i < stage.end && stage.final; ++i) {
      bool run = model.document().instructions()[i].keyword == Keyword::kRun;
      if (run && model.text(i).holds_any({"npm"})) return runs_node(model, stage);
    }
  }
  return false;
}

Verdict npm(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  bool install = call.program() == "npm" && call.kind() == VerbKind::kInstall && call.verb_arg() != nullptr;
  if (!install || call.operand_count() > 0) return std::nullopt;
  for (std::string_view option : lists::kNpmOmitOptions) {
    auto args = call.args();
    bool there = std::any_of(args.begin(), args.end(), [&](const model::Arg& arg) {
      return arg.text.starts_with(option) &&
             (arg.text.size() == option.size() || arg.text[option.size()] == '=');
    });
    if (there || call.has(option)) return std::nullopt;
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
  bool seen = false;
  if (std::string_view script = script_of_install(site, seen); !script.empty())
    return Decline{"dev-may-be-used",
                   "npm runs the script " + std::string(script) +
                       " of package.json when it installs, and it may call a dependence for development"};
  if (!seen)
    fix.evidence.push_back(
        "assumed: no script that npm runs when it installs needs a dependence for development");
  // npm knows --omit since 7, and the other still, with a warning.
  bool knows_omit = is_node_since(site.base(), 15);
  if (!fix.add_option(site, knows_omit ? "--omit=dev" : "--production")) return broken_word();
  if (!knows_omit) fix.evidence.push_back("its npm may be older than 7, which does not know --omit=dev");
  fix.evidence.push_back(
      "the container runs node on a file, and no later command runs a tool of the project");
  return std::nullopt;
}

}  // namespace dockhone::transforms::lean_install
