// Root needs no sudo, which must be installed for it, and takes the environment away.
#include <algorithm>

#include "dockhone/image/configuration.h"
#include "dockhone/shell/visit.h"
#include "rules.h"

namespace dockhone::transforms::install_hygiene {

namespace {

bool is_root(std::string_view user) {
  std::string_view name = user.substr(0, user.find(':'));
  return name == "root" || name == "0";
}

// Options that make no difference to root: who needs no password is not asked for it.
bool moot(std::string_view option) {
  constexpr std::string_view kMoot[] = {"--preserve-env", "--set-home",  "--non-interactive",
                                        "--stdin",        "--user=root", "--"};
  if (std::find(std::begin(kMoot), std::end(kMoot), option) != std::end(kMoot)) return true;
  return option.size() > 1 && option[0] == '-' &&
         option.substr(1).find_first_not_of("EHnS") == std::string_view::npos;
}

// The words of sudo that are not understood as moot begin here: its end, or the first NAME=value.
std::size_t end_of_moot(const model::Peeled& sudo, std::span<const shell::Word> words,
                        std::string_view script) {
  std::size_t i = sudo.first_word + 1u;
  while (i < sudo.end_word) {
    std::string_view option = shell::plain_literal(words[i], script);
    bool as_root = (option == "-u" || option == "--user") && i + 1 < sudo.end_word &&
                   shell::plain_literal(words[i + 1], script) == "root";
    if (!as_root && !moot(option)) break;
    i += as_root ? 2 : 1;
  }
  return i;
}

// sudo NAME=value command -> NAME=value command, where the shell reads it as the assignment that it was to
// sudo.
bool are_assignments(std::size_t first, std::size_t end, std::span<const shell::Word> words,
                     std::string_view script) {
  for (std::size_t i = first; i < end; ++i) {
    std::string_view text = shell::plain_literal(words[i], script);
    std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string_view::npos || (text[0] >= '0' && text[0] <= '9')) return false;
    for (char c : text.substr(0, equals)) {
      if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') return false;
    }
  }
  return true;
}

// sudo does not see the functions of a shell.
struct Functions {
  std::string_view script;
  std::string_view name;
  bool found = false;

  void command(const shell::Command& command) {
    found |= command.kind == shell::CommandKind::kFunction && command.name.in(script) == name;
  }
};

bool is_function(const Site& site) {
  Functions functions{site.call.invocation.script(), site.call.invocation.called()};
  shell::visit(*site.model.run_script(site.instruction).script->list, functions);
  return functions.found;
}

// An image of which nothing is known may have set PATH, and HOME to another's than root's.
bool has_known_environment(const Site& site) {
  const model::BaseRef& base = site.model.base_under(site.model.stage_of(site.instruction));
  if (base.kind != model::BaseRef::Kind::kImage) return base.kind == model::BaseRef::Kind::kScratch;
  return image::find_configuration(*base.image) != nullptr;
}

bool is_of_the_system(const model::Invocation& call) {
  for (std::string_view manager : {"apt", "dpkg", "apk", "rpm", "zypper", "pacman"}) {
    if (call.manager() == manager) return true;
  }
  return call.facts() != nullptr && call.facts()->stable;
}

// sudo looks programs up in directories of its own; so they are those of the system, whatever PATH says.
bool may_find_another(const Site& site) {
  const model::Invocation& call = site.call.invocation;
  if (call.called().find('/') != std::string_view::npos) return false;
  if (is_of_the_system(call)) return false;
  if (call.script().find("PATH=") != std::string_view::npos) return true;
  return site.model.before(site.instruction).lookup("PATH").state != syntax::Lookup::State::kUnset;
}

}  // namespace

Verdict no_sudo(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  if (!call.wrapped_by("sudo")) return std::nullopt;
  const model::Peeled& sudo = call.peeled().front();
  bool twice = call.peeled().size() > 1 && call.peeled()[1].facts->name == "sudo";
  if (sudo.facts->name != "sudo" || twice)
    return Decline{"sudo-wrapped", "sudo is itself run by another program"};
  auto user = model::user_at(site.model, site.instruction);
  if (!user) return Decline{"unknown-user", "which user the base image starts as is not known"};
  if (user->empty()) return Decline{"unknown-user", "which user a variable names is not known"};
  if (!is_root(*user)) return Decline{"not-root", "it runs as " + std::string(*user)};
  std::span<const shell::Word> words = call.command().words;
  std::size_t end = end_of_moot(sudo, words, call.script());
  if (!are_assignments(end, sudo.end_word, words, call.script())) {
    return Decline{"sudo-options", "sudo is told to do more than to become root"};
  }
  bool builtin =
      call.peeled().size() == 1 && call.facts() != nullptr && call.facts()->builtin != model::Builtin::kNo;
  if (builtin)
    return Decline{"sudo-builtin",
                   "without sudo, the shell's own " + std::string(call.program()) + " would run"};
  if (is_function(site)) {
    return Decline{"sudo-function",
                   "without sudo, the script's function " + std::string(call.called()) + " would run"};
  }
  if (may_find_another(site)) {
    return Decline{"sudo-path", "sudo does not use PATH, in which another " + std::string(call.called()) +
                                    " may come first"};
  }
  if (!is_of_the_system(call) && !has_known_environment(site)) {
    return Decline{"sudo-environment",
                   "the base image is not known, and may set PATH or HOME, which sudo sets anew"};
  }
  auto edit = site.words.remove({words[sudo.first_word].span.begin, words[end - 1].span.end});
  if (!edit) return Decline{"broken-word", "a continuation stands inside a word of it"};
  fix.edits.push_back(std::move(*edit));
  fix.differences.push_back(
      {rewrite::Difference::Kind::kWords, "sudo", std::string(sudo.span.in(call.script())), ""});
  fix.what.push_back("call " + std::string(call.called()) + " without sudo");
  fix.why.push_back("it runs as root already");
  fix.evidence.push_back(
      "without sudo the command gets the environment of the build; sudo would have cleared it");
  return std::nullopt;
}

}  // namespace dockhone::transforms::install_hygiene
