#include "shell_form.h"

#include <array>
#include <vector>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "dockhone/image/configuration.h"

namespace dockhone::model {

using shell::Dialect;

namespace {

constexpr std::array kDash = {Dialect::kDash};
constexpr std::array kBash = {Dialect::kBash};
constexpr std::array kAsh = {Dialect::kAsh};
constexpr std::array kAny = {Dialect::kDash, Dialect::kBash, Dialect::kAsh};

std::span<const Dialect> dialects_of(image::SystemShell shell) {
  switch (shell) {
    case image::SystemShell::kDash:
      return kDash;
    case image::SystemShell::kBash:
      return kBash;
    case image::SystemShell::kAsh:
      return kAsh;
    case image::SystemShell::kUnknown:
      return kAny;
    case image::SystemShell::kNone:
      return {};
  }
  return kAny;
}

std::string_view base_name(std::string_view path) {
  auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// Letters that neither end the shell on failure nor change what it reads at start or how it parses.
constexpr std::string_view kHarmlessLetters = "cuxvfCE";

void read_letters(std::string_view letters, ShellForm& form, bool& takes_name) {
  for (char letter : letters) {
    if (letter == 'e') {
      form.errexit = true;
    } else if (letter == 'o') {
      takes_name = true;
    } else if (letter == 'l' || letter == 'i') {
      form.startup = true;
    } else if (kHarmlessLetters.find(letter) == std::string_view::npos) {
      form.odd_option = true;
    }
  }
}

void read_option_name(std::string_view option, ShellForm& form) {
  if (option == "errexit") {
    form.errexit = true;
  } else if (option != "pipefail" && option != "nounset" && option != "xtrace" && option != "noglob") {
    form.odd_option = true;
  }
}

void read_options(std::span<const std::string_view> options, ShellForm& form) {
  bool takes_name = false;
  bool command = false;  // -c was given
  for (std::string_view option : options) {
    if (takes_name) {
      read_option_name(option, form);
      takes_name = false;
    } else if (option == "--login") {
      form.startup = true;
    } else if (option == "--noprofile" || option == "--norc") {
      continue;
    } else if (option.size() > 1 && option[0] == '-' && option[1] != '-') {
      command |= option.find('c') != std::string_view::npos;
      read_letters(option.substr(1), form, takes_name);
    } else {
      form.odd_option = true;
    }
  }
  if (!command || takes_name) form.odd_option = true;
}

bool is_separator(char c) { return std::string_view(" \t;&|()\"'").find(c) != std::string_view::npos; }

// Does a word of the text end in `tail`? The text search may say yes too often, never no wrongly for plain
// words.
bool has_word_ending(std::string_view text, std::string_view tail) {
  for (auto at = text.find(tail); at != std::string_view::npos; at = text.find(tail, at + 1)) {
    std::size_t end = at + tail.size();
    if (end == text.size() || is_separator(text[end])) return true;
  }
  return false;
}

}  // namespace

std::span<const Dialect> any_dialect() { return kAny; }

bool starts_in_root(const BaseRef& base) {
  if (base.kind == BaseRef::Kind::kScratch) return true;
  if (base.kind != BaseRef::Kind::kImage || image::is_onbuild(*base.image)) return false;
  const image::Configuration* known = image::find_configuration(*base.image);
  return known != nullptr && known->workdir == "/";
}

ShellForm default_shell(const Stage& stage) {
  ShellForm form;
  image::SystemShell shell = image::SystemShell::kUnknown;
  if (stage.base.kind == BaseRef::Kind::kImage) shell = image::system_shell(*stage.base.image);
  if (stage.platform.starts_with("windows")) shell = image::SystemShell::kNone;
  form.dialects = dialects_of(shell);
  return form;
}

ShellForm shell_form(std::span<const std::string_view> argv, const State& state) {
  ShellForm form;
  form.argv = argv;
  if (argv.empty()) return form;
  std::string_view program = base_name(argv[0]);
  bool wrapped = argv.size() > 1 && (program == "env" || program == "busybox");  // env bash -c, busybox sh -c
  if (wrapped) {
    form.dialects = program == "busybox" && (argv[1] == "sh" || argv[1] == "ash")
                        ? std::span<const Dialect>(kAsh)
                        : form.dialects;
    argv = argv.subspan(1);
    program = program == "env" ? base_name(argv[0]) : std::string_view();
  }
  if (program == "bash") {
    form.dialects = kBash;
  } else if (program == "dash") {
    form.dialects = kDash;
  } else if (program == "ash" || argv[0].find("busybox/") != std::string_view::npos) {
    form.dialects = kAsh;
  } else if (program == "sh") {
    bool from_image = state.shell.argv.empty() && !state.shell_replaced;
    form.dialects = from_image ? state.shell.dialects : std::span<const Dialect>(kAny);
  }
  read_options(argv.subspan(1), form);
  return form;
}

namespace {

bool has_verb(std::string_view text, std::string_view verb) {
  for (std::size_t at = text.find(verb); at != std::string_view::npos; at = text.find(verb, at + 1)) {
    std::size_t end = at + verb.size();
    if (end == text.size() || std::string_view(" \t;&|)").find(text[end]) != std::string_view::npos)
      return true;
  }
  return false;
}

bool speaks_of_replacing_shell(std::string_view text) {
  if (contains(text, "dash-binsh")) return true;
  bool reconfigured = contains(text, "reconfigure") && contains(text, "dash");
  if (reconfigured) return true;
  if (!contains(text, "/bin/sh") && !contains_any(text, {"cd /bin", "cd /usr/bin"})) return false;
  bool moves = false;
  for (std::string_view verb : {"ln", "mv", "cp", "rm", "install", "alternatives", "divert"})
    moves |= has_verb(text, verb);
  bool in_bin =
      text.find("cd /bin") != std::string_view::npos || text.find("cd /usr/bin") != std::string_view::npos;
  return moves && (has_word_ending(text, "/bin/sh") || (in_bin && has_word_ending(text, " sh")));
}

// A comment of the shell begins with a # that stands where a word would begin.
bool may_hold_comment(std::string_view script) {
  for (auto at = script.find('#'); at != std::string_view::npos; at = script.find('#', at + 1)) {
    if (at == 0 || std::string_view(" \t\n;&|<>()`").find(script[at - 1]) != std::string_view::npos)
      return true;
  }
  return false;
}

}  // namespace

bool may_replace_shell(const syntax::Instruction& run) {
  std::string_view text = run.rest_text();
  if (!contains_any(text, {"/bin", "dash"})) return false;  // most have neither
  if (!speaks_of_replacing_shell(text)) return false;
  if (!may_hold_comment(text)) return true;
  // A comment replaces nothing.
  auto script = shell::parse(text, Dialect::kBash);
  if (!script || script->comments.empty()) return true;
  return speaks_of_replacing_shell(text.substr(0, script->comments.front().begin));
}

std::string_view clean_path(std::string_view path, Arena& arena) {
  return arena.copy(std::string_view(normal_path(path)));
}

}  // namespace dockhone::model
