#include "cleaner.h"

#include <algorithm>

#include "transforms/shared/lists.h"

namespace dockhone::transforms::clean_caches {

namespace {

using model::VerbKind;

bool names(std::span<const std::string_view> caches, std::string_view cache) {
  return std::find(caches.begin(), caches.end(), cache) != caches.end();
}

// Known tools that have the manager of the system install what they find missing.
bool installs_for_others(const model::Invocation& invocation) {
  if (lists::kInstallForOthers.contains(invocation.program())) return true;
  if (invocation.program() == "make") {
    for (const model::Arg& target : invocation.args()) {
      if (target.kind != model::Arg::Kind::kOperand && target.kind != model::Arg::Kind::kVerb) continue;
      for (std::string_view part : {"dep", "setup", "bootstrap", "require", "prereq", "apt", "tools"}) {
        if (target.text.find(part) != std::string_view::npos) return true;
      }
    }
  }
  return false;
}

// Code that is not part of a tool: it may call any package manager. A build of the project does not install
// packages of the system.
bool runs_anything(const model::Call& call, std::string_view manager) {
  const model::Invocation& invocation = call.invocation;
  bool script = invocation.facts() != nullptr && invocation.facts()->runs_script;
  if (script) {
    // sh -c '...' shows what it runs; a file, or standard input, does not.
    if (invocation.args().empty()) return true;
    for (const model::Arg& arg : invocation.args()) {
      if (!arg.known || arg.text.find(manager) != std::string_view::npos) return true;
      if (arg.kind == model::Arg::Kind::kOperand && arg.text.find(' ') == std::string_view::npos) return true;
    }
    return false;
  }
  if (invocation.facts() != nullptr && invocation.called() == invocation.program()) return false;
  std::string_view called = invocation.called();
  if (lists::kBuildScripts.contains(invocation.program())) return false;
  for (std::string_view installed : {"/usr/", "/bin/", "/sbin/", "/etc/init.d/", "/opt/"}) {
    if (called.starts_with(installed)) return false;
  }
  return called.find('/') != std::string_view::npos || called.ends_with(".sh") ||
         called.find(manager) != std::string_view::npos || called.find("install") != std::string_view::npos;
}

bool surely_holds(const shell::List& list, const shell::Command& command);

bool surely_holds(const shell::AndOr& item, const shell::Command& command) {
  if (std::find(item.ops.begin(), item.ops.end(), shell::AndOrOp::kOr) != item.ops.end()) return false;
  return std::any_of(item.pipelines.begin(), item.pipelines.end(), [&](const shell::Pipeline& pipeline) {
    if (pipeline.commands.size() != 1 || pipeline.negated) return false;
    const shell::Command& each = pipeline.commands.front();
    bool group = each.kind == shell::CommandKind::kSubshell || each.kind == shell::CommandKind::kBraceGroup;
    return group ? surely_holds(*each.lists.front(), command) : &each == &command;
  });
}

// Is the command called whenever the list is, in a group perhaps, unless an earlier one has failed?
bool surely_holds(const shell::List& list, const shell::Command& command) {
  return std::any_of(list.items.begin(), list.items.end(),
                     [&](const shell::AndOr& item) { return surely_holds(item, command); });
}

bool mentions(const model::Call& call, std::string_view path) {
  return std::any_of(call.invocation.args().begin(), call.invocation.args().end(),
                     [&](const model::Arg& arg) { return arg.text.find(path) != std::string_view::npos; });
}

}  // namespace

Use use_of(const model::RunScript& script, const model::Call& call, const Cleaner& cleaner) {
  const model::Invocation& invocation = call.invocation;
  std::string_view program = invocation.program();
  bool removes = program == "rm" || program == "find" || program == "rmdir";
  bool glob = program == "rm" && !invocation.has("-f") &&
              std::any_of(invocation.args().begin(), invocation.args().end(),
                          [](const model::Arg& arg) { return !arg.known; });
  if (removes && mentions(call, cleaner.path))
    return glob && cleaner.needed ? Use::kRemovesSome : Use::kRemoves;
  const model::VerbFacts* verb = invocation.verb();
  // Where there is dnf, yum is another name of it.
  bool same = cleaner.program.empty() || program == cleaner.program;
  bool alias =
      (program == "dnf" && cleaner.program == "yum") || (program == "yum" && cleaner.program == "dnf");
  if (verb != nullptr && invocation.is(invocation.manager(), VerbKind::kClean) &&
      (alias || (same && names(verb->deeds->removes_caches, cleaner.cache)))) {
    return Use::kRemoves;
  }
  if (cleaner.needed && installs_for_others(invocation)) return Use::kUnknown;
  bool own = cleaner.program.empty() || program == cleaner.program;
  if (own && verb != nullptr) {
    for (const model::Arg& arg : invocation.args()) {
      if (arg.option != nullptr && arg.option->keeps_no_cache) return Use::kNone;
    }
    bool makes = names(verb->deeds->makes_caches, cleaner.cache);
    if (makes && invocation.kind() == VerbKind::kUpdateIndex && cleaner.needed) {
      bool sure = !call.guarded && surely_holds(*script.script->list, invocation.command());
      return sure ? Use::kRefreshes : Use::kMakes;
    }
    if (names(verb->deeds->reads_caches, cleaner.cache) && cleaner.needed) return Use::kReads;
    if (makes) return Use::kMakes;
    return Use::kNone;
  }
  if (!cleaner.needed) return Use::kNone;
  if (mentions(call, cleaner.path) && program != "mkdir") return Use::kReads;
  return runs_anything(call, cleaner.cache == "apk" ? "apk" : "apt") ? Use::kUnknown : Use::kNone;
}

}  // namespace dockhone::transforms::clean_caches
