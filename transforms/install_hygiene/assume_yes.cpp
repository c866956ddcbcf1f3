// A package manager that wants to ask finds no terminal in a build, and gives up.
#include "dockhone/base/contains.h"
#include "dockhone/shell/visit.h"
#include "rules.h"

namespace dockhone::transforms::install_hygiene {

namespace {

using model::VerbKind;

bool asks(const model::Invocation& call) {
  if (call.manager() != "apt" && call.manager() != "rpm") return false;
  return call.kind() == VerbKind::kInstall || call.kind() == VerbKind::kUpgrade ||
         call.kind() == VerbKind::kRemove || call.verb_name() == "autoremove";
}

// Reads its answers from somewhere.
bool is_answered(const model::Call& call) {
  if (call.piped) return true;
  for (const shell::Redirect& redirect : call.invocation.command().redirects) {
    using enum shell::RedirectOp;
    if (redirect.op == kIn || redirect.op == kHereDoc || redirect.op == kHereString || redirect.op == kDupIn)
      return true;
  }
  return false;
}

// Is the command part of what stands before a `||`?
struct Fallback {
  const shell::Command& command;
  bool found = false;

  void and_or(const shell::AndOr& list) {
    for (std::size_t i = 0; i < list.ops.size(); ++i) {
      if (list.ops[i] == shell::AndOrOp::kOr && list.pipelines[i].span.end >= command.span.end &&
          list.pipelines.front().span.begin <= command.span.begin)
        found = true;
    }
  }
};

bool has_fallback(const Site& site) {
  Fallback fallback{site.call.invocation.command()};
  shell::visit(*site.model.run_script(site.instruction).script->list, fallback);
  return fallback.found;
}

// An option with which it does not ask, or does not come to the point.
bool is_quiet(const model::Invocation& call) {
  if (call.manager() == "apt") {
    for (std::string_view option :
         {"--yes", "--assume-no", "--force-yes", "--simulate", "--print-uris", "--trivial-only"}) {
      if (call.has(option)) return true;
    }
    int level = 0;  // -qq means --yes too
    for (const model::Arg& arg : call.args()) {
      bool says_so =
          arg.kind == model::Arg::Kind::kValue && arg.text.find("Assume-Yes") != std::string_view::npos;
      if (says_so || call.command().words[arg.word].span.in(call.script()).starts_with("-q=")) return true;
      if (arg.kind != model::Arg::Kind::kOption) continue;
      if (arg.text == "-q" || arg.text == "--quiet") ++level;
      if (arg.text == "-qq") level += 2;
    }
    return level > 1;
  }
  return call.has("--assumeyes") || call.has("--assumeno");
}

// Install and remove ask about what is named, or is to be mended; upgrade and autoremove about all that they
// find.
bool comes_to_a_question(const model::Invocation& call) {
  if (call.verb_arg() == nullptr) return false;
  if (call.operand_count() > 0 || call.kind() == VerbKind::kUpgrade) return true;
  return call.has("--fix-broken") || call.verb_name() == "autoremove";
}

}  // namespace

Verdict assume_yes(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  bool manager = call.program() == "apt-get" || call.called() == "apt" || call.program() == "yum" ||
                 call.program() == "dnf";
  if (!manager || !asks(call) || is_answered(site.call) || is_quiet(call)) return std::nullopt;
  if (!comes_to_a_question(call)) return std::nullopt;
  bool configured = call.manager() == "apt" ? contains(site.model.document().text(), "Assume-Yes")
                                            : contains(site.model.document().text(), "assumeyes=");
  if (configured) return std::nullopt;  // the Dockerfile writes it into a configuration file
  if (const model::Arg* arg = call.unsure()) {
    std::string_view word = call.command().words[arg->word].span.in(call.script());
    return Decline{"unsure-options", "it may have -y already: " + std::string(word) + " is not understood"};
  }
  // It gave up, and the build went on: with -y it would for the first time do what it says.
  if (has_fallback(site)) {
    return Decline{"fallback", "it asks, gives up, and something else is done instead: || stands behind it"};
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
