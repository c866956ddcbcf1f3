// Root needs no sudo, which must be installed for it, and takes the environment away.
#include <algorithm>

#include "rules.h"

namespace dockhone::transforms::install_hygiene {

namespace {

bool is_root(std::string_view user) {
  std::string_view name = user.substr(0, user.find(':'));
  return name == "root" || name == "0";
}

// Options that make no difference to root.
bool moot(std::string_view option) {
  constexpr std::string_view kMoot[] = {"-E", "--preserve-env", "-H", "--set-home", "-n", "--non-interactive"};
  return std::find(std::begin(kMoot), std::end(kMoot), option) != std::end(kMoot);
}

}  // namespace

Verdict no_sudo(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  if (!call.wrapped_by("sudo")) return std::nullopt;
  const model::Peeled& sudo = call.peeled().front();
  if (sudo.facts->name != "sudo") return Decline{"sudo-wrapped", "sudo is itself run by another program"};
  auto user = model::user_at(site.model, site.instruction);
  if (!user) return Decline{"unknown-user", "which user the base image starts as is not known"};
  if (!is_root(*user)) return Decline{"not-root", "it runs as " + std::string(*user)};
  std::span<const shell::Word> words = call.command().words;
  for (std::size_t i = sudo.first_word + 1u; i < sudo.end_word; ++i) {
    std::string_view option = shell::plain_literal(words[i], call.script());
    if (!moot(option)) return Decline{"sudo-options", "sudo is told to do more than to become root"};
  }
  bool builtin = call.peeled().size() == 1 && call.facts() != nullptr && call.facts()->builtin != model::Builtin::kNo;
  if (builtin) return Decline{"sudo-builtin", "without sudo, the shell's own " + std::string(call.program()) + " would run"};
  auto edit = site.words.remove(sudo.span);
  if (!edit) return Decline{"broken-word", "a continuation stands inside a word of it"};
  fix.edits.push_back(std::move(*edit));
  fix.differences.push_back({rewrite::Difference::Kind::kWords, "sudo", std::string(sudo.span.in(call.script())), ""});
  fix.what.push_back("call " + std::string(call.called()) + " without sudo");
  fix.why.push_back("it runs as root already");
  fix.evidence.push_back("without sudo the command gets the environment of the build; sudo would have cleared it");
  return std::nullopt;
}

}  // namespace dockhone::transforms::install_hygiene
