#include "leading_cd.h"

#include <utility>

#include "dockhone/base/path.h"
#include "dockhone/model/commands.h"
#include "dockhone/shell/visit.h"
#include "transforms/shared/paths.h"

namespace dockhone::transforms::workdir {

namespace {

using shell::Command;
using shell::CommandKind;
using shell::Word;
using syntax::Instruction;

const Command* simple_cd(const shell::Pipeline& pipeline, std::string_view text) {
  if (pipeline.negated || pipeline.timed || pipeline.commands.size() != 1) return nullptr;
  const Command& command = pipeline.commands[0];
  bool plain =
      command.kind == CommandKind::kSimple && command.assignments.empty() && command.redirects.empty();
  if (!plain || command.words.size() != 2) return nullptr;
  return shell::plain_literal(command.words[0], text) == "cd" ? &command : nullptr;
}

// Looks at what comes behind the `cd`.
class Behind {
 public:
  Behind(std::string_view text, const model::State& state) : text_(text), directory_(state) {}

  void command(const Command& command) {
    if (command.kind != CommandKind::kSimple || command.words.empty()) return;
    std::string_view name = shell::plain_literal(command.words[0], text_);
    if (name == "popd" || name == "dirs") returns = true;
    if (name == "cd" || name == "pushd") directory_.change(command.words.subspan(1), text_);
    bool goes_back =
        name == "cd" && command.words.size() == 2 && shell::plain_literal(command.words[1], text_) == "-";
    returns |= goes_back;
    // The remover may stand behind a wrapper: sudo rm, xargs rm, find -exec rm.
    for (std::size_t i = 0; i < command.words.size(); ++i) {
      std::string_view word = shell::plain_literal(command.words[i], text_);
      const model::CommandFacts* facts =
          word.empty() ? nullptr : model::find_command(word.substr(word.rfind('/') + 1));
      if (facts == nullptr || !facts->removes_operands) continue;
      for (const Word& operand : command.words.subspan(i + 1)) {
        bool option = operand.span.in(text_).starts_with('-');
        removes |= !option && directory_.may_be_removed_by(operand, text_);
      }
    }
  }

  void parameter(const shell::WordPart& part) { returns |= part.name.in(text_) == "OLDPWD"; }

  bool removes = false;
  bool returns = false;  // to the directory before the `cd`

 private:
  std::string_view text_;
  transforms::WorkingDirectory directory_;
};

// How WORKDIR names what `word` does: as it is written where only names of variables are special in it.
std::optional<std::string> written_as(const Word& word, std::string_view text) {
  std::string raw;
  for (char c : word.span.in(text)) {
    if (c != '"') raw += c;
  }
  if (!is_plain_path(raw) && !is_plain_template(raw)) return std::nullopt;
  return raw;
}

// Follows one `cd`; false where it leads nobody knows where.
bool follow(const Word& word, std::string_view text, const model::State& state, Directory& at,
            LeadingCd& result) {
  auto value = value_of(word, text, state);
  auto raw = written_as(word, text);
  if (!value || value->empty() || !raw) {
    result.refuse = Reason{"variable", "where it goes depends on a variable, or is not written plainly"};
    return false;
  }
  bool rooted = value->front() == '/';
  if (!rooted && (!at.path || state.lookup("CDPATH").state != syntax::Lookup::State::kUnset)) {
    result.refuse = Reason{"unknown-directory", "it goes to a directory below one that is not known"};
    return false;
  }
  bool variable = raw->find('$') != std::string::npos || (!rooted && at.has_variable());
  std::string path = joined_path(at.path.value_or("/"), *value);
  if (!variable) {
    at.text = path;
  } else if (rooted || (!at.text.empty() && raw->find("..") == std::string::npos)) {
    at.text = rooted ? *raw : text_below(at, *raw);
  } else {
    result.refuse = Reason{"variable", "where it goes depends on a variable, or is not written plainly"};
    return false;
  }
  at.path = std::move(path);
  return true;
}

std::optional<Reason> wrong_run(const Instruction& run, const model::State& state) {
  if (run.flag("mount") != nullptr)
    return Reason{"mount", "it has mounts, which the working directory may lie in, or be counted from"};
  if (state.shell.startup || state.shell.odd_option)
    return Reason{"unknown-shell", "its shell reads start-up files or has unknown options"};
  return std::nullopt;
}

}  // namespace

bool begins_with_cd(const Instruction& instruction) {
  if (instruction.keyword != syntax::Keyword::kRun || instruction.json) return false;
  std::string_view text = instruction.rest_text();
  return text.starts_with("cd ") || text.starts_with("cd\t");
}

std::optional<LeadingCd> read_cd(const model::BuildModel& model, std::size_t index,
                                 const Directory& directory) {
  const Instruction& run = model.document().instructions()[index];
  if (!begins_with_cd(run) || !run.heredocs.empty()) return std::nullopt;
  const model::State& state = model.before(index);
  if (state.shell.dialects.empty()) return std::nullopt;
  std::string_view text = run.rest_text();
  const auto& script = model.script(index, state.shell.dialects.front());
  LeadingCd result;
  result.instruction = index;
  if (!script) {
    bool wrong = script.error().kind == shell::ParseError::Kind::kSyntax;
    result.refuse = Reason{
        wrong ? "syntax-error" : "not-understood",
        (wrong ? "its shell would reject it: " : "the script is not understood: ") + script.error().message};
    return result;
  }
  if (script->list->items.empty()) return std::nullopt;
  const shell::AndOr& first = script->list->items[0];
  Directory at = directory;
  std::size_t count = 0;
  for (; count < first.ops.size() && first.ops[count] == shell::AndOrOp::kAnd; ++count) {
    const Command* cd = simple_cd(first.pipelines[count], text);
    if (cd == nullptr) break;
    if (!result.refuse) follow(cd->words[1], text, state, at, result);
  }
  if (count == 0) return std::nullopt;
  if (result.refuse) return result;
  result.path = *at.path;
  result.written = at.text;
  if (state.shell.dialects.size() > 1 && !model.dialect_neutral(index)) {
    result.refuse = Reason{"shells-differ", "the shells that may run it read it differently"};
    return result;
  }
  result.refuse = wrong_run(run, state);
  if (first.terminator == shell::Terminator::kBackground) {
    result.refuse =
        Reason{"background-job", "it runs in the background, and what follows it in the directory before"};
  }
  std::uint32_t next = first.pipelines[count].span.begin;
  if (std::string_view("[<#-").find(text[next]) != std::string_view::npos) {
    result.refuse =
        Reason{"not-a-beginning", "what follows the cd would mean something else at the beginning of a RUN"};
  }
  result.cut = run.logical.source(Span{run.rest.begin, run.rest.begin + next});
  result.cut.end = run.logical.source(run.rest.begin + next);
  if (result.cut.in(model.document().text()).find('#') != std::string_view::npos) {
    result.refuse = Reason{"comment", "a comment stands between the cd and what follows it"};
  }
  model::State there = state;
  there.workdir = result.path;
  Behind behind(text, there);
  for (std::size_t i = count; i < first.pipelines.size(); ++i)
    shell::Walker<Behind>(behind).pipeline(first.pipelines[i]);
  for (const shell::AndOr& item : script->list->items.subspan(1)) shell::Walker<Behind>(behind).and_or(item);
  result.removes = behind.removes;
  if (behind.returns)
    result.refuse = Reason{"previous-directory", "it goes back to the directory before the cd, or names it"};
  return result;
}

}  // namespace dockhone::transforms::workdir
