// A package manager that wants to ask finds no terminal in a build, and gives up.
#include "rules.h"

namespace dockhone::transforms::install_hygiene {

namespace {

using model::VerbKind;

bool asks(VerbKind kind, std::string_view manager) {
  if (manager == "apt" || manager == "rpm") {
    return kind == VerbKind::kInstall || kind == VerbKind::kUpgrade || kind == VerbKind::kRemove;
  }
  return false;
}

// Reads its answers from somewhere.
bool is_answered(const model::Call& call) {
  if (call.piped) return true;
  for (const shell::Redirect& redirect : call.invocation.command().redirects) {
    using enum shell::RedirectOp;
    if (redirect.op == kIn || redirect.op == kHereDoc || redirect.op == kHereString || redirect.op == kDupIn) return true;
  }
  return false;
}

// An option with which it does not ask, or does not come to the point.
bool is_quiet(const model::Invocation& call) {
  if (call.manager() == "apt") {
    for (std::string_view option : {"--yes", "--assume-no", "--force-yes", "--simulate", "--print-uris", "--trivial-only"}) {
      if (call.has(option)) return true;
    }
    int level = 0;  // -qq means --yes too
    for (const model::Arg& arg : call.args()) {
      if (arg.kind != model::Arg::Kind::kOption) continue;
      if (arg.text == "-q" || arg.text == "--quiet") ++level;
      if (arg.text == "-qq" || arg.text.starts_with("-q=")) level += 2;
    }
    return level > 1;
  }
  return call.has("--assumeyes") || call.has("--assumeno");
}

}  // namespace

Verdict assume_yes(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  bool manager = call.program() == "apt-get" || call.called() == "apt" || call.program() == "yum" || call.program() == "dnf";
  if (!manager || !asks(call.kind(), call.manager()) || is_answered(site.call) || is_quiet(call)) return std::nullopt;
  if (call.verb_arg() == nullptr || call.operands().empty()) return std::nullopt;
  if (const model::Arg* arg = call.unsure()) {
    return Decline{"unsure-options", "it may have -y already: " + std::string(arg->text) + " is not understood"};
  }
  auto edit = site.words.behind(call.command().words[call.verb_arg()->word].span, "-y");
  if (!edit) return Decline{"broken-word", "a continuation stands inside a word of it"};
  fix.edits.push_back(std::move(*edit));
  fix.differences.push_back({rewrite::Difference::Kind::kWords, std::string(call.program()), "", "-y"});
  fix.what.push_back("add -y");
  fix.why.push_back("in a build nobody answers its questions");
  return std::nullopt;
}

}  // namespace dockhone::transforms::install_hygiene
