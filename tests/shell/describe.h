// Trees as text, so that a test can say on one line what it expects.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "dockhone/shell/parser.h"

namespace dockhone::shell {

// Commands by name: (cmd a b >c), (if LIST : LIST), (for x in a b: LIST), ...
inline std::string describe(const List& list, std::string_view text);

// Parts of a word by kind: lit:a dq[$:x] ...
inline std::string describe(std::span<const WordPart> parts, std::string_view text);

inline std::string describe(const Command& command, std::string_view text);

template <class T, class Print>
inline std::string join(std::span<const T> items, const char* between, Print print) {
  std::string out;
  for (const T& item : items) {
    if (!out.empty()) out += between;
    out += print(item);
  }
  return out;
}

inline std::string sources(std::span<const Word> words, const char* between, std::string_view text) {
  return join(words, between, [text](const Word& word) { return std::string(word.span.in(text)); });
}

inline std::string lists(const Command& command, const char* between, std::string_view text) {
  return join(command.lists, between, [text](const List* list) { return describe(*list, text); });
}

inline std::string redirects(const Command& command, std::string_view text) {
  std::string out;
  for (const Redirect& item : command.redirects) out += " " + std::string(item.span.in(text));
  return out;
}

inline std::string simple(const Command& command, std::string_view text) {
  std::string out = "(cmd";
  for (const Assignment& item : command.assignments) out += " " + std::string(item.span.in(text));
  for (const Word& item : command.words) out += " " + std::string(item.span.in(text));
  return out;
}

inline std::string case_items(const Command& command, std::string_view text) {
  std::string out;
  for (const CaseItem& item : command.case_items) {
    out += " [" + sources(item.patterns, "|", text) + ":";
    if (item.list != nullptr) out += " " + describe(*item.list, text);
    out += std::string(item.terminator.in(text)) + "]";
  }
  return out;
}

inline std::string head(const Command& command, std::string_view text) {
  const std::string name(command.name.in(text));
  switch (command.kind) {
    case CommandKind::kSimple:
      return simple(command, text);
    case CommandKind::kSubshell:
      return "(sub " + lists(command, "", text);
    case CommandKind::kBraceGroup:
      return "(group " + lists(command, "", text);
    case CommandKind::kIf:
      return std::string("(if ") + (command.has_else ? "else " : "") + lists(command, " : ", text);
    case CommandKind::kFor:
    case CommandKind::kSelect:
      return std::string(command.kind == CommandKind::kFor ? "(for " : "(select ") + name +
             (command.has_in ? " in " : "") + sources(command.words, " ", text) + ": " +
             lists(command, "", text);
    case CommandKind::kArithFor:
      return "(for ((" + sources(command.words, "", text) + ")): " + lists(command, "", text);
    case CommandKind::kWhile:
      return "(while " + lists(command, " : ", text);
    case CommandKind::kUntil:
      return "(until " + lists(command, " : ", text);
    case CommandKind::kCase:
      return "(case " + sources(command.words, "", text) + case_items(command, text);
    case CommandKind::kFunction:
      return "(function " + name + " " + describe(*command.body, text);
    case CommandKind::kTest:
      return "(test " + sources(command.words, " ", text);
    case CommandKind::kArithmetic:
      return "(arith " + sources(command.words, "", text);
  }
  return "?";
}

inline std::string describe(const Command& command, std::string_view text) {
  return head(command, text) + redirects(command, text) + ")";
}

inline std::string describe(const Pipeline& pipeline, std::string_view text) {
  std::string out = pipeline.timed ? "time " : "";
  if (pipeline.negated) out += "! ";
  return out + join(pipeline.commands, pipeline.pipes_errors ? " |& " : " | ",
                    [text](const Command& command) { return describe(command, text); });
}

inline std::string describe(const AndOr& item, std::string_view text) {
  std::string out;
  for (std::size_t index = 0; index < item.pipelines.size(); ++index) {
    if (index > 0) out += item.ops[index - 1] == AndOrOp::kAnd ? " && " : " || ";
    out += describe(item.pipelines[index], text);
  }
  constexpr const char* kTerminators[] = {"", ";", "/", "&"};
  return out + kTerminators[static_cast<int>(item.terminator)];
}

inline std::string describe(const WordPart& part, std::string_view text) {
  constexpr const char* kKinds[] = {"lit", "esc", "glob", "tilde", "brace", "ext",   "sq",  "ansi",
                                    "dq",  "loc", "$",    "cmd",   "back",  "arith", "proc"};
  constexpr const char* kOps[] = {"", "#", "-", "=", "?", "+", "%", "other"};
  std::string out = kKinds[static_cast<int>(part.kind)];
  if (part.kind == PartKind::kParameter) {
    out += kOps[static_cast<int>(part.op)] + std::string(":") + std::string(part.name.in(text));
  } else if (part.list != nullptr) {
    return out + "{" + describe(*part.list, text) + "}";
  } else if (part.parts.empty()) {
    out += ":" + std::string(part.span.in(text));
  }
  return part.parts.empty() ? out : out + "[" + describe(part.parts, text) + "]";
}

inline std::string describe(const List& list, std::string_view text) {
  return join(list.items, " ", [text](const AndOr& item) { return describe(item, text); });
}

inline std::string describe(std::span<const WordPart> parts, std::string_view text) {
  return join(parts, " ", [text](const WordPart& part) { return describe(part, text); });
}

// The tree of a script, or the error's kind and message.
inline std::string tree(std::string_view script, Dialect dialect) {
  const auto parsed = parse(script, dialect);
  if (parsed) return describe(*parsed->list, script);
  const bool syntax = parsed.error().kind == ParseError::Kind::kSyntax;
  return (syntax ? "syntax: " : "unsupported: ") + parsed.error().message;
}

// The parts of the last word of the last simple command of a script, or the error's message.
inline std::string parts(std::string_view script, Dialect dialect) {
  const auto parsed = parse(script, dialect);
  if (!parsed) return parsed.error().message;
  const Command& command = parsed->list->items.back().pipelines.back().commands.back();
  if (command.words.empty()) return describe(command.assignments.back().value.parts, script);
  return describe(command.words.back().parts, script);
}

}  // namespace dockhone::shell
