// Special effects: commands on files.
#include "dockhone/shell/parser.h"
#include "literal.h"
#include "special_effects.h"

namespace dockhone::model {

Special Specials::rm() {
  bool tree = call_.has("-r");
  for (const Value& value : w_.operands())
    w_.path(Access::kRemove, tree ? Extent::kTree : Extent::kExact, value);
  return more(Access::kRemove);
}

Special Specials::more(Access access) {
  if (call_.wrapped_by("xargs")) w_.path(access, Extent::kUnknown, Value{"", false, false});
  return checked();
}

Special Specials::checked() {
  for (const Arg& arg : call_.args()) {
    if (!arg.unsure || arg.kind == Arg::Kind::kOperand) continue;
    w_.unknown(kUnknownAll, std::string(call_.program()) + ": '" + std::string(arg.text) + "' is not known");
  }
  return Special::kDone;
}

Special Specials::modes() {
  auto operands = w_.operands();
  bool tree = call_.has("-R");
  bool reference = call_.has("--reference");
  for (std::size_t i = reference ? 0 : 1; i < operands.size(); ++i) {
    w_.path(Access::kWrite, tree ? Extent::kTree : Extent::kExact, operands[i]);
  }
  if (call_.program() != "chmod") w_.templates(Access::kRead, call_.tool()->deeds->reads);
  return more(Access::kWrite);
}

Special Specials::ln() {
  auto operands = w_.operands();
  if (operands.size() != 1 || call_.has("-t")) return Special::kTables;
  Value name = operands[0];
  name.text = std::string(without_directory(name.text));
  w_.path(Access::kWrite, Extent::kExact, name);
  return checked();
}

Special Specials::install() {
  if (!call_.has("-d")) return Special::kTables;
  for (const Value& value : w_.operands()) w_.path(Access::kWrite, Extent::kExact, value);
  return more(Access::kWrite);
}

Special Specials::mkdir() {
  for (const Value& value : w_.operands()) {
    // With -p its parents, too: they are on the way to it.
    w_.path(Access::kWrite, Extent::kExact, value);
  }
  return more(Access::kWrite);
}

Special Specials::sed() {
  bool in_place = call_.has("-i");
  auto operands = w_.operands();
  bool first = !call_.has("-e") && !call_.has("-f");
  for (std::size_t i = first ? 1 : 0; i < operands.size(); ++i) {
    w_.role(in_place ? Role::kEdit : Role::kRead, operands[i]);
    const Arg* backup = call_.value("-i");
    if (in_place && backup != nullptr && !backup->text.empty()) {
      Value copy = operands[i];
      copy.text += backup->text;
      if (backup->text.find('*') != std::string_view::npos) copy = {".", true, false};
      w_.path(Access::kWrite, Extent::kTree, copy);
    }
  }
  if (call_.wrapped_by("xargs")) w_.role(in_place ? Role::kEdit : Role::kRead, {"", false, false});
  if (const Arg* file = call_.value("-f")) {
    for (const Value& value : w_.fields(*file)) w_.path(Access::kRead, Extent::kExact, value);
  }
  return checked();
}

Special Specials::awk() {
  auto operands = w_.operands();
  bool writes = !operands.empty() && (operands[0].text.find("system(") != std::string::npos ||
                                      operands[0].text.find("> \"") != std::string::npos ||
                                      operands[0].text.find(">\"") != std::string::npos ||
                                      operands[0].text.find("| \"") != std::string::npos);
  bool inplace = call_.has("-i");
  if (writes || inplace || call_.has("-f"))
    w_.unknown(kUnknownAll, "an awk program that writes files, runs programs or is in a file");
  for (std::size_t i = 1; i < operands.size(); ++i) w_.path(Access::kRead, Extent::kExact, operands[i]);
  return checked();
}

Special Specials::dd() {
  for (const Value& value : w_.operands()) {
    Value file = value;
    if (value.text.starts_with("of=") || value.text.starts_with("if=")) {
      file.text.erase(0, 3);
      w_.path(value.text[0] == 'o' ? Access::kWrite : Access::kRead, Extent::kExact, file);
    } else if (!value.known && value.text.empty()) {
      w_.unknown(kUnknownWrites, "dd: a word is not known");
    }
  }
  return Special::kDone;
}

Special Specials::split() {
  auto operands = w_.operands();
  if (!operands.empty()) w_.path(Access::kRead, Extent::kExact, operands[0]);
  bool lines = call_.program() == "split";
  Value prefix = lines && operands.size() > 1 ? operands[1] : Value{lines ? "x" : "xx", true, false};
  if (prefix.known) {
    prefix.text += '*';
    prefix.glob = true;
  }
  w_.path(Access::kWrite, Extent::kExact, call_.has("-f") ? Value{".", true, false} : prefix);
  return checked();
}

Special Specials::find() {
  std::vector<std::string> roots;
  std::vector<Value> starts;
  for (const Arg& arg : call_.args()) {
    bool expression =
        arg.kind == Arg::Kind::kOption && arg.text != "-L" && arg.text != "-H" && arg.text != "-P";
    if (expression || arg.text == "(" || arg.text == "!") break;
    if (arg.kind != Arg::Kind::kOperand) continue;
    for (Value& value : w_.fields(arg)) starts.push_back(std::move(value));
  }
  if (starts.empty()) starts.push_back({".", true, false});
  for (const Value& start : starts) {
    w_.path(Access::kRead, Extent::kTree, start);
    if (call_.has("-delete")) w_.path(Access::kRemove, Extent::kTree, start);
    bool plain = start.known && !start.glob && (w_.directory_ || start.text.starts_with('/'));
    roots.push_back(plain ? join_path(w_.directory_ ? *w_.directory_ : "", start.text) : "");
  }
  if (const Arg* file = call_.value("-fprint")) {
    for (const Value& value : w_.fields(*file)) w_.path(Access::kWrite, Extent::kExact, value);
  }
  found_commands(roots);
  // Words behind -exec belong to other commands.
  if (!call_.has("-exec")) return checked();
  return Special::kDone;
}

void Specials::found_commands(const std::vector<std::string>& roots) {
  std::span<const shell::Word> words = call_.command().words;
  for (std::size_t i = call_.program_word(); i < words.size(); ++i) {
    std::string_view text = shell::plain_literal(words[i], w_.text_);
    if (text != "-exec" && text != "-execdir" && text != "-ok" && text != "-okdir") continue;
    std::size_t end = i + 1;
    for (; end < words.size(); ++end) {
      auto word = shell::static_value(words[end], w_.text_);
      if (word && (*word == ";" || (*word == "+" && end > i + 1 &&
                                    words[end - 1].span.in(w_.text_).find("{}") != std::string_view::npos)))
        break;
    }
    if (end == i + 1) continue;
    w_.run_nested(words.subspan(i + 1, end - i - 1), roots);
    i = end;
  }
}

Special Specials::shred() {
  bool removes = call_.has("-u") || call_.has("--remove");
  for (const Value& value : w_.operands()) {
    w_.path(Access::kRead, Extent::kExact, value);
    w_.path(removes ? Access::kRemove : Access::kWrite, Extent::kExact, value);
  }
  return more(removes ? Access::kRemove : Access::kWrite);
}

}  // namespace dockhone::model
