// `npm ci` installs what the lockfile says and fails where it does not fit, instead of writing another one.
#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/image/catalog.h"
#include "rules.h"
#include "transforms/shared/lists.h"
#include "transforms/shared/node.h"

namespace dockhone::transforms::install_hygiene {

namespace {

using model::Arg;

constexpr std::string_view kLockfiles[] = {"package-lock.json", "npm-shrinkwrap.json"};

bool is_lockfile(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  return std::find(std::begin(kLockfiles), std::end(kLockfiles), name) != std::end(kLockfiles);
}

// Where COPY puts a file of that name; "" when not known.
std::string target_of(const model::BuildModel& model, std::size_t copy) {
  const syntax::Instruction& instruction = model.document().instructions()[copy];
  std::string_view target = instruction.args.back().value;
  const auto& workdir = model.before(copy).workdir;
  if (target.find('$') != std::string_view::npos) return {};
  std::string path(target);
  if (!target.starts_with('/')) {
    if (!workdir) return {};
    while (path.starts_with("./")) path.erase(0, 2);
    path = path.empty() || path == "." ? std::string(*workdir) : std::string(*workdir) + '/' + path;
  }
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

// A directory of the context that holds the lockfile, as far as the context is at hand.
bool brings_lockfile(const syntax::Argument& source, const model::Context* context) {
  if (context == nullptr || source.value.find_first_of("$*?[") != std::string_view::npos) return false;
  const model::Context::Entry* entry = context->find(source.value);
  bool directory = source.value == "." || source.value == "./" || source.value == "/" ||
                   (entry != nullptr && entry->kind == model::Context::Kind::kDirectory);
  if (!directory) return false;
  return std::any_of(std::begin(kLockfiles), std::end(kLockfiles), [&](std::string_view name) {
    const model::Context::Entry* file = context->find(std::string(source.value) + '/' + std::string(name));
    return file != nullptr && file->kind == model::Context::Kind::kFile;
  });
}

enum class Lockfile { kNone, kNamed, kInContext, kWithModules };

// A COPY of this stage puts the lockfile into the working directory of the RUN: it names it, or brings the
// directory in which it lies.
Lockfile lockfile_of(const Site& site) {
  const model::BuildModel& model = site.model;
  const model::Stage& stage = model.stages()[model.stage_of(site.instruction)];
  const auto& workdir = model.before(site.instruction).workdir;
  if (!workdir) return Lockfile::kNone;
  auto instructions = model.document().instructions();
  for (std::size_t i = stage.from + 1; i < site.instruction; ++i) {
    const syntax::Instruction& copy = instructions[i];
    bool copies = copy.keyword == syntax::Keyword::kCopy || copy.keyword == syntax::Keyword::kAdd;
    if (!copies || copy.args.size() < 2 || target_of(model, i) != *workdir) continue;
    for (const syntax::Argument& source : copy.args.first(copy.args.size() - 1)) {
      if (is_lockfile(source.value)) return Lockfile::kNamed;
      if (copy.flag("from") != nullptr || !brings_lockfile(source, site.context)) continue;
      bool modules = site.context->find(std::string(source.value) + "/node_modules") != nullptr;
      return modules ? Lockfile::kWithModules : Lockfile::kInContext;
    }
  }
  return Lockfile::kNone;
}

// npm has `ci` since 5.7, which came with Node.js 8.10 and 9.7.
bool npm_is_new_enough(const model::BuildModel& model, std::size_t run) {
  const model::BaseRef& base = model.base_under(model.stage_of(run));
  if (base.kind != model::BaseRef::Kind::kImage || base.image->official() != "node") return false;
  auto image = image::find_image("node");
  if (image && image::find_tag(*image, base.image->tag)) return true;
  return !base.image->tag.empty() && is_node_since(base, 10);
}

// What is in node_modules already would be gone; a mount there cannot go.
bool has_modules(const Site& site) {
  const model::Stage& stage = site.model.stages()[site.model.stage_of(site.instruction)];
  auto instructions = site.model.document().instructions();
  for (std::size_t i = stage.from + 1; i <= site.instruction; ++i) {
    if (instructions[i].keyword != syntax::Keyword::kRun) {
      bool named = instructions[i].span.in(site.model.document().text()).find("node_modules") !=
                   std::string_view::npos;
      if (named && instructions[i].keyword != syntax::Keyword::kEnv) return true;
      continue;
    }
    for (const syntax::Flag& flag : instructions[i].flags) {
      if (i == site.instruction && flag.value.find("node_modules") != std::string_view::npos) return true;
    }
    for (const model::Call& call : site.model.run_script(i).calls) {
      if (&call == &site.call) return false;
      bool local = call.invocation.manager() == "npm" && !call.invocation.has("--global");
      if (local && call.invocation.kind() == model::VerbKind::kInstall) return true;
    }
  }
  return false;
}

bool changes_directory(const Site& site) {
  for (const model::Call& call : site.model.run_script(site.instruction).calls) {
    if (&call == &site.call) return false;
    if (call.invocation.program() == "cd" || call.invocation.program() == "pushd") return true;
  }
  return false;
}

}  // namespace

Verdict npm_ci(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  const Arg* verb = call.verb_arg();
  if (call.program() != "npm" || verb == nullptr || (verb->text != "install" && verb->text != "i"))
    return std::nullopt;
  if (call.operand_count() > 0) return std::nullopt;
  bool global = call.has("--global");
  Lockfile lockfile = global ? Lockfile::kNone : lockfile_of(site);
  if (lockfile == Lockfile::kNone) return std::nullopt;
  for (const Arg& arg : call.args()) {
    if (arg.kind == Arg::Kind::kOption &&
        !lists::kNpmCiOptions.contains(arg.text.substr(0, arg.text.find('=')))) {
      return Decline{"npm-options",
                     "npm ci is not known to take " + std::string(arg.text) + " in the same way"};
    }
  }
  if (changes_directory(site)) return Decline{"npm-directory", "the script changes its directory before"};
  if (!npm_is_new_enough(site.model, site.instruction))
    return Decline{"npm-version", "which npm the base image has is not known, or it has no ci"};
  if (lockfile == Lockfile::kWithModules || has_modules(site))
    return Decline{"npm-modules", "something is in node_modules already, which npm ci removes"};
  auto edit = site.words.replace(verb->span, "ci");
  if (!edit) return broken_word();
  fix.edits.push_back(std::move(*edit));
  fix.differences.push_back({rewrite::Difference::Kind::kWords, "npm", std::string(verb->text), "ci"});
  fix.what.push_back("install by the lockfile with npm ci");
  fix.why.push_back("npm install may take other versions than the lockfile names, and writes it anew");
  fix.evidence.push_back(std::string(lockfile == Lockfile::kNamed ? "a COPY names the lockfile"
                                                                  : "the lockfile is in the build context") +
                         "; npm ci fails where it does not fit package.json");
  return std::nullopt;
}

bool npm_ci_needs_context(const model::BuildModel& model) {
  bool copied = false;
  for (const syntax::Instruction& instruction : model.document().instructions()) {
    bool copies =
        instruction.keyword == syntax::Keyword::kCopy || instruction.keyword == syntax::Keyword::kAdd;
    copied |= copies && instruction.args.size() == 2 && instruction.flag("from") == nullptr;
    if (copied && instruction.keyword == syntax::Keyword::kRun &&
        contains_any(instruction.rest_text(), {"npm install", "npm i "}))
      return true;
  }
  return false;
}

}  // namespace dockhone::transforms::install_hygiene
