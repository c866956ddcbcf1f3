// apt is made for people: its command line may change between releases, and it says so on every call in a
// script.
#include "rules.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::install_hygiene {

Verdict apt_get(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  if (call.called() != "apt") return std::nullopt;
  const model::Arg* verb = call.verb_arg();
  if (verb == nullptr) return std::nullopt;
  const Replacement* known = find_replacement(lists::kAptToAptGet, verb->text);
  if (known == nullptr) {
    return Decline{"apt-only", "apt-get has no " + std::string(verb->text)};
  }
  const Span program = call.command().words[call.program_word()].span;
  auto rename = site.words.replace(program, "apt-get");
  if (!rename) return broken_word();
  fix.edits.push_back(std::move(*rename));
  fix.differences.push_back({rewrite::Difference::Kind::kWords, "apt", "apt", "apt-get"});
  if (known->by != verb->text) {
    auto edit = site.words.replace(verb->span, known->by);
    if (!edit) return broken_word();
    fix.edits.push_back(std::move(*edit));
    fix.differences.push_back(
        {rewrite::Difference::Kind::kWords, "apt", std::string(verb->text), std::string(known->by)});
  }
  fix.what.push_back("call apt-get instead of apt");
  fix.why.push_back("apt is for terminals; its command line is not stable");
  return std::nullopt;
}

}  // namespace dockhone::transforms::install_hygiene
