// apt is made for people: its command line may change between releases, and it says so on every call in a
// script.
#include <algorithm>

#include "rules.h"

namespace dockhone::transforms::install_hygiene {

namespace {

struct Verb {
  std::string_view apt;
  std::string_view apt_get;  // the same thing, to the words
};

// `apt upgrade` installs new packages where it must; `apt-get upgrade` does so when told.
constexpr Verb kVerbs[] = {{"install", "install"},
                           {"update", "update"},
                           {"upgrade", "upgrade --with-new-pkgs"},
                           {"full-upgrade", "dist-upgrade"},
                           {"dist-upgrade", "dist-upgrade"},
                           {"remove", "remove"},
                           {"purge", "purge"},
                           {"autoremove", "autoremove"},
                           {"autoclean", "autoclean"},
                           {"auto-remove", "autoremove"},
                           {"clean", "clean"},
                           {"build-dep", "build-dep"},
                           {"source", "source"},
                           {"download", "download"},
                           {"reinstall", "install --reinstall"}};

}  // namespace

Verdict apt_get(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  if (call.called() != "apt") return std::nullopt;
  const model::Arg* verb = call.verb_arg();
  if (verb == nullptr) return std::nullopt;
  auto known = std::find_if(std::begin(kVerbs), std::end(kVerbs),
                            [&](const Verb& each) { return each.apt == verb->text; });
  if (known == std::end(kVerbs)) {
    return Decline{"apt-only", "apt-get has no " + std::string(verb->text)};
  }
  const Span program = call.command().words[call.program_word()].span;
  auto rename = site.words.replace(program, "apt-get");
  if (!rename) return broken_word();
  fix.edits.push_back(std::move(*rename));
  fix.differences.push_back({rewrite::Difference::Kind::kWords, "apt", "apt", "apt-get"});
  if (known->apt_get != verb->text) {
    auto edit = site.words.replace(verb->span, known->apt_get);
    if (!edit) return broken_word();
    fix.edits.push_back(std::move(*edit));
    fix.differences.push_back(
        {rewrite::Difference::Kind::kWords, "apt", std::string(verb->text), std::string(known->apt_get)});
  }
  fix.what.push_back("call apt-get instead of apt");
  fix.why.push_back("apt is for terminals; its command line is not stable");
  return std::nullopt;
}

}  // namespace dockhone::transforms::install_hygiene
