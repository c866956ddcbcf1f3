#include "command.h"

#include <algorithm>

#include "dockhone/model/commands.h"
#include "dockhone/shell/visit.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::exec_form {

namespace {

using shell::Command;
using shell::CommandKind;
using shell::Dialect;
using shell::PartKind;
using shell::Word;

SimpleCommand refused(std::string_view key, std::string why) {
  SimpleCommand result;
  result.refuse = Reason{key, std::move(why)};
  return result;
}

const Command* only_command(const shell::Script& script) {
  if (script.list->items.size() != 1) return nullptr;
  const shell::AndOr& item = script.list->items[0];
  if (item.pipelines.size() != 1 || item.terminator != shell::Terminator::kNone) return nullptr;
  const shell::Pipeline& pipeline = item.pipelines[0];
  if (pipeline.commands.size() != 1 || pipeline.negated || pipeline.timed) return nullptr;
  return pipeline.commands[0].kind == CommandKind::kSimple ? &pipeline.commands[0] : nullptr;
}

struct FindsProcessSubst {
  bool found = false;
  void part(const shell::WordPart& part) { found |= part.kind == PartKind::kProcessSubst; }
};

// A slash outside of any expansion: whatever these give, it is no builtin and no function.
bool is_path(std::span<const shell::WordPart> parts, std::string_view text) {
  return std::any_of(parts.begin(), parts.end(), [&](const shell::WordPart& part) {
    if (part.kind == PartKind::kDoubleQuoted) return is_path(part.parts, text);
    bool literal = part.kind == PartKind::kLiteral || part.kind == PartKind::kTilde;
    return literal && part.span.in(text).find('/') != std::string_view::npos;
  });
}

std::optional<Reason> wrong_program(const Word& word, std::string_view text) {
  auto name = shell::static_value(word, text);
  if (!name) {
    if (is_path(word.parts, text)) return std::nullopt;
    return Reason{"variable-program", "which program it starts depends on a variable"};
  }
  if (name->empty() || name->front() == '-')
    return Reason{"not-one-command", "its first word names no program"};
  const model::CommandFacts* facts = model::find_command(*name);
  if (facts != nullptr && facts->builtin != model::Builtin::kNo && *name != "exec") {
    return Reason{
        "builtin",
        *name + " is a builtin of the shell; whether the image has a program of that name is not known"};
  }
  return std::nullopt;
}

SimpleCommand read_in(const shell::Script& script, std::string_view text) {
  const Command* command = only_command(script);
  if (command == nullptr)
    return refused("not-one-command", "it is more than one simple command, and needs the shell");
  if (!command->redirects.empty())
    return refused("redirection", "it redirects input or output, which the shell does");
  if (command->words.empty()) return refused("not-one-command", "it starts no program");
  if (!script.comments.empty()) return refused("comment", "a shell comment stands behind the command");
  if (auto reason = wrong_program(command->words[0], text))
    return refused(reason->key, std::move(reason->why));
  SimpleCommand result;
  FindsProcessSubst finder;
  shell::visit(*command, finder);
  if (finder.found) return refused("not-one-command", "it starts another process in <( ) or >( )");
  result.has_exec = shell::plain_literal(command->words[0], text) == "exec";
  bool literal = command->assignments.empty() && !result.has_exec;
  for (const Word& word : command->words) {
    result.spans.push_back(word.span);
    auto value = literal ? shell::static_value(word, text) : std::nullopt;
    literal = value.has_value();
    if (literal) result.words.push_back(std::move(*value));
  }
  if (!literal) result.words.clear();
  return result;
}

// What holds in both of two shells.
void combine(SimpleCommand& all, SimpleCommand one) {
  if (all.refuse) return;
  if (one.refuse) {
    all = std::move(one);
    return;
  }
  bool same_name = all.spans[0] == one.spans[0] && all.has_exec == one.has_exec;
  if (!same_name) all = refused("shells-differ", "the shells that may run it read it differently");
  if (all.words != one.words) all.words.clear();
}

}  // namespace

SimpleCommand read_command(const model::BuildModel& model, std::size_t instruction) {
  std::string_view text = model.document().instructions()[instruction].rest_text();
  std::span<const Dialect> dialects = model.before(instruction).shell.dialects;
  if (dialects.size() > 1 && model.dialect_neutral(instruction)) dialects = dialects.first(1);
  std::optional<SimpleCommand> all;
  for (Dialect dialect : dialects) {
    const auto& script = model.script(instruction, dialect);
    if (!script) {
      bool wrong = script.error().kind == shell::ParseError::Kind::kSyntax;
      return refused(wrong ? "syntax-error" : "not-understood",
                     (wrong ? "its shell would reject it: " : "the script is not understood: ") +
                         script.error().message);
    }
    SimpleCommand one = read_in(*script, text);
    if (!all) {
      all = std::move(one);
    } else {
      combine(*all, std::move(one));
    }
  }
  if (!all) return refused("unknown-shell", "its shell is not known to be a POSIX shell");
  return std::move(*all);
}

bool may_need_a_shell(std::string_view program) {
  return std::any_of(lists::kScriptEndings.begin(), lists::kScriptEndings.end(),
                     [&](std::string_view ending) { return program.ends_with(ending); });
}

}  // namespace dockhone::transforms::exec_form
