// Special effects: builtins of the shell, and commands that run a script or another command line.
#include "dockhone/shell/parser.h"
#include "script_effects.h"
#include "special_effects.h"

namespace dockhone::model {

Special Specials::cd() {
  auto operands = w_.operands();
  std::optional<std::string>& directory = w_.values_.directory;
  w_.out_.changes_directory = true;
  Value target = operands.empty() ? w_.values_.expand_template("~") : operands[0];
  bool plain =
      target.known && !target.glob && target.text != "-" && (call_.program() != "pushd" || !operands.empty());
  bool anchored = target.text.starts_with('/') || directory;
  if (plain && anchored && !target.text.starts_with('~')) {
    directory = join_path(directory ? *directory : "", target.text);
  } else {
    directory.reset();
  }
  return Special::kDone;
}

Special Specials::popd() {
  w_.out_.changes_directory = true;
  w_.values_.directory.reset();
  return Special::kDone;
}

Special Specials::exports() {
  bool global = call_.program() == "export" || call_.program() == "readonly";
  for (const Arg& arg : call_.args()) {
    if (arg.kind != Arg::Kind::kOperand) continue;
    std::string_view name = arg.text.substr(0, arg.text.find('='));
    if (name.empty()) {
      w_.unknown(kUnknownEnvironment, "which variables it sets is not known");
      continue;
    }
    auto fields = w_.values_.expand(call_.command().words[arg.word], w_.text_);
    std::optional<std::string> value;
    bool assigns = arg.text.find('=') != std::string_view::npos;
    if (fields.size() == 1 && fields[0].known && assigns && !fields[0].glob)
      value = fields[0].text.substr(name.size() + 1);
    if (!assigns) value = w_.values_.variable(name);
    w_.variable(name, VariableEffect::Use::kSets, value, global);
    w_.values_.set(name, value);
  }
  return Special::kDone;
}

Special Specials::unset() {
  for (const Value& value : w_.operands()) {
    if (!value.known) w_.unknown(kUnknownEnvironment, "which variables it unsets is not known");
    w_.variable(value.text, VariableEffect::Use::kUnsets);
    w_.values_.set(value.text, value.known ? std::optional<std::string>("") : std::nullopt);
  }
  return Special::kDone;
}

// set -- words, set -ex
Special Specials::set() {
  for (const shell::Word& word : call_.command().words) {
    std::string_view text = shell::plain_literal(word, w_.text_);
    if (text == "errexit" ||
        (text.size() > 1 && text[0] == '-' && text[1] != '-' && text.find('e') != text.npos))
      w_.walk_.set_errexit(true);
    if (text == "+e") w_.walk_.set_errexit(false);
  }
  return Special::kDone;
}

Special Specials::reads_variables() {
  for (const Value& value : w_.operands()) {
    w_.variable(value.text, VariableEffect::Use::kSets);
    w_.values_.set(value.text, std::nullopt);
  }
  return Special::kDone;
}

Special Specials::nothing() { return Special::kDone; }

Special Specials::ends() {
  w_.walk_.may_end();
  return Special::kDone;
}

Special Specials::sources() {
  w_.unknown(kUnknownAll, "it runs a file in the shell itself");
  w_.values_.forget_since(0);
  w_.values_.directory.reset();
  auto operands = w_.operands();
  if (!operands.empty()) w_.path(Access::kRead, Extent::kExact, operands[0]);
  return Special::kDone;
}

Special Specials::eval() {
  std::string script;
  for (const Value& value : w_.operands()) {
    if (!value.known) {
      w_.unknown(kUnknownAll, "what eval runs is not known");
      w_.values_.directory.reset();
      return Special::kDone;
    }
    script += value.text + ' ';
  }
  w_.walk_.nested(script, false, true);
  return Special::kDone;
}

Special Specials::trap() {
  auto operands = w_.operands();
  if (operands.size() > 1 && operands[0].text != "-") {
    operands[0].known ? w_.walk_.nested(operands[0].text, false, true)
                      : w_.unknown(kUnknownAll, "what the trap runs is not known");
  }
  return Special::kDone;
}

// sh -c script; a file or standard input is not known.
Special Specials::runs_shell() {
  const auto& words = call_.command().words;
  for (std::size_t i = call_.program_word() + 1u; i < words.size(); ++i) {
    std::string_view text = shell::plain_literal(words[i], w_.text_);
    bool option = text.size() > 1 && text[0] == '-' && text[1] != '-';
    if (option && text.find_first_of("li") != text.npos) break;  // start-up files
    if (option && text.back() == 'c' && i + 1 < words.size()) return script(words[i + 1]);
    if (option || text == "--") continue;
    if (text.starts_with("--")) {
      if (text == "--version" || text == "--help") return Special::kDone;
      continue;
    }
    break;
  }
  w_.unknown(kUnknownAll, "the script that " + std::string(call_.program()) + " runs is not known");
  return Special::kDone;
}

Special Specials::script(const shell::Word& word) {
  auto fields = w_.values_.expand(word, w_.text_);
  // Inside double quotes variables are put into the text of the script; outside of them the inner shell
  // does it.
  w_.run_script(fields.size() == 1 ? fields[0] : Value{"", false, false});
  return Special::kDone;
}

Special Specials::su() {
  const auto& words = call_.command().words;
  for (std::size_t i = call_.program_word() + 1u; i + 1 < words.size(); ++i) {
    std::string_view text = shell::plain_literal(words[i], w_.text_);
    if (text != "-c" && text != "--command") continue;
    auto directory = w_.values_.directory;
    w_.values_.directory.reset();  // a login shell starts at home
    script(words[i + 1]);
    w_.values_.directory = directory;
    return Special::kDone;
  }
  w_.unknown(kUnknownAll, "what su runs is not known");
  return Special::kDone;
}

}  // namespace dockhone::model
