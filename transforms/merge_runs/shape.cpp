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

// Assignments hidden in expansions: ${x=w}, ${x:=w}, $((x = 1)), $((x++)), bash's ${y:x=1}.
bool assigns(const WordPart& part, std::string_view text) {
  if (part.op == shell::ParameterOp::kAssign) return true;
  bool offset = part.kind == PartKind::kParameter && part.op == shell::ParameterOp::kOther;
  if (part.kind != PartKind::kArithmetic && !offset) return false;
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
    bool literal = part.kind == PartKind::kLiteral || part.kind == PartKind::kSingleQuoted ||
                   part.kind == PartKind::kDoubleQuoted;
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
  if (name == "printf" && command.words.size() > 1) {  // bash: printf -v assigns
    auto format = shell::static_value(command.words[1], text);
    if (!format || format->starts_with('-')) return false;
  }
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
  return std::all_of(item.ops.begin(), item.ops.end(),
                     [](shell::AndOrOp op) { return op == shell::AndOrOp::kAnd; });
}

bool moot(const List& list, std::string_view text);
bool moot(const Command& command, std::string_view text);

// What -e does inside a command of an and-or list: nothing in a simple command, but for the substitutions in
// it; in a group what it does to the list inside.
bool moot(const Command& command, std::string_view text) {
  if (command.kind == CommandKind::kSubshell || command.kind == CommandKind::kBraceGroup)
    return moot(*command.lists[0], text);
  if (command.kind != CommandKind::kSimple) return false;
  if (!command.words.empty()) {
    std::string_view name = shell::plain_literal(command.words[0], text);
    if (name.empty() && !is_path(command.words[0], text)) return false;
    // They run or install code of their own, or end the shell where they fail.
    for (std::string_view own : {"eval", ".", "source", "trap", "return", "command", "builtin", "shopt"}) {
      if (name == own) return false;
    }
  }
  bool inside = true;
  for_each_part(command, [&](const WordPart& part) {
    if (part.kind == PartKind::kBackquoted && part.list == nullptr) inside = false;
    if (part.list != nullptr) inside &= moot(*part.list, text);
  });
  return inside;
}

// A `return` outside of a function: what it ends depends on the shell and on where the script stands.
bool returns_from_nowhere(const List& list, std::string_view text) {
  struct Visitor {
    bool command(const Command& command) {
      bool simple = command.kind == CommandKind::kSimple && !command.words.empty();
      found |= simple && shell::plain_literal(command.words[0], text) == "return";
      return command.kind != CommandKind::kFunction;
    }
    std::string_view text;
    bool found = false;
  };
  Visitor visitor{text};
  shell::visit(list, visitor);
  return visitor.found;
}

// What `!` negates is a pipeline of plain programs, without a list in a substitution.
bool plain_behind_not(Pipeline pipeline, std::string_view text) {
  pipeline.negated = false;
  return chain_pipeline(pipeline, text) &&
         std::all_of(pipeline.commands.begin(), pipeline.commands.end(),
                     [&](const Command& command) { return moot(command, text); });
}

// -e stops a script early only where a command whose status nobody tests is followed by another: in a single
// and-or list there is no such place.
bool moot(const List& list, std::string_view text) {
  if (list.items.empty()) return true;
  if (list.items.size() != 1 || list.items[0].terminator == shell::Terminator::kBackground) return false;
  for (const Pipeline& pipeline : list.items[0].pipelines) {
    if (pipeline.timed || (pipeline.negated && !plain_behind_not(pipeline, text))) return false;
    for (const Command& command : pipeline.commands) {
      if (!moot(command, text)) return false;
    }
  }
  return true;
}

// bash takes `( ! { ...; } )` for a place where -e counts, unlike the same without the subshell.
bool negates_a_compound(const List& list, std::string_view text) {
  const Pipeline& first = list.items[0].pipelines[0];
  return list.items.size() == 1 && list.items[0].pipelines.size() == 1 && first.negated &&
         !plain_behind_not(first, text);
}

// bash and busybox ash: the ERR trap is silent in the same places as -e.
bool sets_error_trap(const Command& command, std::string_view text) {
  if (command.words.size() < 3) return false;
  return std::any_of(command.words.begin() + 2, command.words.end(), [&](const Word& word) {
    std::string_view condition = shell::plain_literal(word, text);
    return condition.empty() || condition == "ERR" || condition == "DEBUG" || condition == "RETURN" ||
           condition == "err";
  });
}

bool turns_on_errexit(const Command& command, std::string_view text) {
  if (command.kind != CommandKind::kSimple || command.words.empty()) return false;
  std::string_view name = shell::plain_literal(command.words[0], text);
  for (std::string_view own : {"eval", ".", "source"}) {
    if (name == own) return true;
  }
  if (name == "command" || name == "builtin" || name == "shopt") return command.words.size() > 1;
  if (name == "trap") return sets_error_trap(command, text);
  if (name != "set") return name.empty() && !is_path(command.words[0], text);
  for (const Word& word : command.words.subspan(1)) {
    std::string_view argument = shell::plain_literal(word, text);
    if (argument.empty()) return true;
    if (argument == "--") break;
    bool cluster = argument.size() > 1 && (argument[0] == '-' || argument[0] == '+');
    // -e itself, or a letter that is not known: bash as sh ends the script there.
    if (cluster && argument.find_first_not_of("-+abfhkmnopuvxBCEHPT") != std::string_view::npos)
      return argument[0] == '-' || argument.find('e') == std::string_view::npos;
    if (argument == "errexit") return true;
  }
  return false;
}

bool begins_with_set_e(const List& list, std::string_view text) {
  const Command& first = list.items[0].pipelines[0].commands[0];
  bool alone = list.items[0].pipelines[0].commands.size() == 1 && !list.items[0].pipelines[0].negated;
  if (!alone || first.kind != CommandKind::kSimple || first.words.size() < 2 || !first.assignments.empty())
    return false;
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
  if (negates_a_compound(list, text)) {
    part.refuse = Reason{"negated-compound", "`!` before a compound command reads -e differently in a group"};
  }
  if (returns_from_nowhere(list, text))
    part.refuse = Reason{"return", "a `return` outside of a function is in it"};
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
    for_each_part(command, [&](const WordPart& inside) {
      bool unparsed = inside.kind == PartKind::kBackquoted && inside.list == nullptr;
      part.sets_errexit |= unparsed && inside.span.in(text).find("set") != std::string_view::npos;
    });
    if (command.kind == CommandKind::kSimple && !command.words.empty()) part.calls.push_back(&command);
  });
}

}  // namespace dockhone::transforms
