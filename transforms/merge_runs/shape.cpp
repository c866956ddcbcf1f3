#include "shape.h"

#include <algorithm>

#include "dockhone/model/commands.h"
#include "walk.h"

namespace dockhone::transforms {

namespace {

using shell::AndOr;
using shell::Command;
using shell::CommandKind;
using shell::List;
using shell::PartKind;
using shell::Pipeline;
using shell::Word;
using shell::WordPart;

// Assignments hidden in expansions: ${x=w}, ${x:=w}, $((x = 1)), $((x++)).
bool assigns(const WordPart& part, std::string_view text) {
  if (part.op == shell::ParameterOp::kAssign) return true;
  if (part.kind != PartKind::kArithmetic) return false;
  std::string_view expression = part.span.in(text);
  return expression.find('=') != std::string_view::npos || expression.find("++") != std::string_view::npos ||
         expression.find("--") != std::string_view::npos;
}

bool assigns_in_expansion(const Command& command, std::string_view text) {
  bool found = false;
  for_each_part(command, [&](const WordPart& part) { found |= assigns(part, text); });
  return found;
}

// `$SRC/build.sh`, `"$HOME"/x`: a slash outside of expansions makes it a program, whatever the variable holds
// (a variable in front of a slash is taken to hold no blanks).
bool is_path(const Word& word, std::string_view text) {
  return std::any_of(word.parts.begin(), word.parts.end(), [&](const WordPart& part) {
    bool literal = part.kind == PartKind::kLiteral || part.kind == PartKind::kSingleQuoted || part.kind == PartKind::kDoubleQuoted;
    std::string_view outside = part.kind == PartKind::kDoubleQuoted && !part.parts.empty()
                                   ? text.substr(part.parts.back().span.begin, part.parts.back().span.size())
                                   : part.span.in(text);
    return literal && outside.find('/') != std::string_view::npos;
  });
}

// Runs as a program of its own, or as a builtin that leaves the shell as it was.
bool leaves_shell_alone(const Command& command, std::string_view text) {
  if (command.kind != CommandKind::kSimple || command.words.empty()) return false;
  std::string_view name = shell::plain_literal(command.words[0], text);
  if (name.empty() && !is_path(command.words[0], text)) return false;
  const model::CommandFacts* facts = model::find_command(name);
  model::Builtin builtin = facts == nullptr ? model::Builtin::kNo : facts->builtin;
  if (builtin == model::Builtin::kStateful) return false;
  // dash keeps a variable that is assigned in front of a builtin.
  if (builtin == model::Builtin::kStateless && !command.assignments.empty()) return false;
  if (name == "printf" && command.words.size() > 1 && command.words[1].span.in(text).starts_with("-")) return false;
  for (const shell::Redirect& redirect : command.redirects) {
    if (redirect.descriptor.in(text).starts_with('{')) return false;  // bash: {fd}> assigns
  }
  return !assigns_in_expansion(command, text);
}

bool chain_pipeline(const Pipeline& pipeline, std::string_view text) {
  if (pipeline.negated || pipeline.timed) return false;
  if (pipeline.commands.size() == 1) return leaves_shell_alone(pipeline.commands[0], text);
  // Each command of a longer pipeline runs in a subshell.
  return std::all_of(pipeline.commands.begin(), pipeline.commands.end(),
                     [](const Command& command) { return command.kind == CommandKind::kSimple; });
}

bool is_and_list(const List& list) {
  if (list.items.size() != 1 || list.items[0].terminator == shell::Terminator::kBackground) return false;
  const AndOr& item = list.items[0];
  return std::all_of(item.ops.begin(), item.ops.end(), [](shell::AndOrOp op) { return op == shell::AndOrOp::kAnd; });
}

// -e stops a script early only where a command is followed by another without `&&` between: not in here.
bool moot(const List& list, std::string_view text) {
  if (list.items.empty()) return true;
  if (!is_and_list(list)) return false;
  for (const Pipeline& pipeline : list.items[0].pipelines) {
    if (pipeline.negated || pipeline.timed) return false;
    for (const Command& command : pipeline.commands) {
      if (command.kind != CommandKind::kSimple) return false;
      if (!command.words.empty()) {
        std::string_view name = shell::plain_literal(command.words[0], text);
        if (name.empty() && !is_path(command.words[0], text)) return false;
        if (name == "eval" || name == "." || name == "source" || name == "trap") return false;
      }
      bool inside = true;
      for_each_part(command, [&](const WordPart& part) {
        if (part.kind == PartKind::kBackquoted && part.list == nullptr) inside = false;
        if (part.list != nullptr) inside &= moot(*part.list, text);
      });
      if (!inside) return false;
    }
  }
  return true;
}

bool turns_on_errexit(const Command& command, std::string_view text) {
  if (command.kind != CommandKind::kSimple || command.words.empty()) return false;
  std::string_view name = shell::plain_literal(command.words[0], text);
  if (name == "eval" || name == "." || name == "source") return true;
  if (name == "command" || name == "builtin") return command.words.size() > 1;
  if (name != "set") return name.empty() && !is_path(command.words[0], text);
  for (const Word& word : command.words.subspan(1)) {
    std::string_view argument = shell::plain_literal(word, text);
    if (argument.empty()) return true;
    bool cluster = argument.size() > 1 && argument[0] == '-' && argument[1] != '-';
    if ((cluster && argument.find('e') != std::string_view::npos) || argument == "errexit") return true;
  }
  return false;
}

bool begins_with_set_e(const List& list, std::string_view text) {
  const Command& first = list.items[0].pipelines[0].commands[0];
  bool alone = list.items[0].pipelines[0].commands.size() == 1 && !list.items[0].pipelines[0].negated;
  if (!alone || first.kind != CommandKind::kSimple || first.words.size() < 2 || !first.assignments.empty()) return false;
  if (shell::plain_literal(first.words[0], text) != "set" || !first.redirects.empty()) return false;
  std::string_view options = shell::plain_literal(first.words[1], text);
  return options.size() > 1 && options[0] == '-' && options.find('e') != std::string_view::npos;
}

}  // namespace

void read_shape(const shell::Script& script, std::string_view text, Part& part) {
  const List& list = *script.list;
  part.and_list = is_and_list(list);
  part.errexit_moot = moot(list, text);
  part.begins_with_errexit = begins_with_set_e(list, text);
  if (part.and_list) {
    const auto& pipelines = list.items[0].pipelines;
    for (std::size_t i = 1; i < pipelines.size(); ++i) {
      auto joint = text.rfind("&&", pipelines[i].span.begin);
      part.joints.push_back(part.body.begin + static_cast<std::uint32_t>(joint) - list.items[0].span.begin);
    }
    part.chain = std::all_of(pipelines.begin(), pipelines.end(),
                             [&](const Pipeline& pipeline) { return chain_pipeline(pipeline, text); });
  }
  for_each_command(list, [&](const Command& command) {
    part.sets_errexit |= turns_on_errexit(command, text);
    if (command.kind == CommandKind::kSimple && !command.words.empty()) part.calls.push_back(&command);
  });
}

}  // namespace dockhone::transforms
