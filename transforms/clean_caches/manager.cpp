#include "manager.h"

#include <algorithm>

#include "transforms/shared/lists.h"

namespace dockhone::transforms::clean_caches {

namespace {

using model::Arg;
using model::VerbKind;

// Removes packages of the system: by name, or those that nothing needs any more.
bool removes_packages(const model::Call& call) {
  std::string_view manager = call.invocation.manager();
  bool system = manager == "apt" || manager == "apk" || manager == "rpm" || manager == "dpkg";
  if (!system) return false;
  std::string_view verb = call.invocation.verb_name();
  return call.invocation.kind() == VerbKind::kRemove || verb == "autoremove" || verb == "autopurge";
}

// A word that may stand for the program's own package: its name, nodejs, a group (.build-deps), a variable.
bool may_name(const Arg& arg, std::string_view program) {
  if (!arg.known || arg.text.starts_with('.')) return true;
  if (arg.text.find(program) != std::string_view::npos) return true;
  bool script = program == "npm" || program == "yarn";
  if (script) return arg.text.starts_with("node");
  return program == "composer" && arg.text.starts_with("php");
}

bool may_remove_program(const model::Call& call, std::string_view program) {
  // What is marked so goes with the next removal of what nothing needs.
  if (call.invocation.program() == "apt-mark") {
    auto args = call.invocation.args();
    return std::any_of(args.begin(), args.end(),
                       [](const Arg& arg) { return !arg.known || arg.text == "auto"; });
  }
  bool files = call.invocation.program() == "rm" || call.invocation.program() == "mv";
  if (!files && !removes_packages(call)) return false;
  std::string_view verb = call.invocation.verb_name();
  if (verb == "autoremove" || verb == "autopurge") return true;
  for (const Arg* arg : call.invocation.operands()) {
    bool own = files ? arg->text.ends_with(program) || arg->text.ends_with(".phar") ||
                           arg->text.find("node_modules/npm") != std::string_view::npos ||
                           arg->text.find("/conda") != std::string_view::npos
                     : may_name(*arg, program);
    if (own) return true;
  }
  return false;
}

// Options that only the first yarn has.
bool first_yarn(const model::Invocation& call) {
  if (call.verb_name().starts_with("global ")) return true;
  return std::any_of(call.args().begin(), call.args().end(), [&](const Arg& arg) {
    return lists::kYarn1Options.contains(arg.text.substr(0, arg.text.find('=')));
  });
}

}  // namespace

std::optional<NoTail> manager_gone(const model::RunScript& script, const Cleaner& cleaner,
                                   const model::Call& maker, std::string_view command) {
  if (cleaner.program.empty()) return std::nullopt;
  bool by_files = command == cleaner.files;
  std::string name(cleaner.program);
  std::string_view called = maker.invocation.called();
  if (called.find('/') != std::string_view::npos && !called.starts_with('/')) {
    return NoTail{"relative-path", name + " is called by a path that depends on the directory"};
  }
  if (maker.nested && !cleaner.of_root && !by_files) {
    return NoTail{"nested",
                  name + " runs in a compound command, outside of which it may be another one, or none"};
  }
  // PATH=/opt/node/bin:$PATH npm ...: without it there may be no npm, or one with another cache.
  if (!maker.invocation.command().assignments.empty()) {
    return NoTail{"own-environment", name + " runs with variables of its own, which its cleaning would lack"};
  }
  if (cleaner.program == "yarn" && !first_yarn(maker.invocation)) {
    return NoTail{"yarn-version", "applications of later versions of yarn may run out of its cache"};
  }
  for (const model::Call& call : script.calls) {
    bool later = call.invocation.command().span.begin > maker.invocation.command().span.begin;
    if (later && !by_files && may_remove_program(call, cleaner.program))
      return NoTail{"manager-removed", name + " may be removed before the script ends"};
  }
  return std::nullopt;
}

}  // namespace dockhone::transforms::clean_caches
