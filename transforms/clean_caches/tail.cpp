#include "tail.h"

#include <algorithm>

#include "dockhone/shell/visit.h"

namespace dockhone::transforms::clean_caches {

namespace {

enum class Errexit { kOff, kOn, kUnknown };

bool turns_errexit_on(const model::Call& call) {
  if (call.invocation.program() != "set") return false;
  for (const shell::Word& word : call.invocation.command().words.subspan(1)) {
    std::string_view text = shell::plain_literal(word, call.invocation.script());
    if (text.empty() || text == "errexit" || (text.starts_with('-') && text.find('e') != std::string_view::npos)) return true;
  }
  return false;
}

Errexit errexit_at_end(const model::RunScript& script, const model::ShellForm& shell) {
  if (shell.errexit) return Errexit::kOn;
  if (std::none_of(script.calls.begin(), script.calls.end(), turns_errexit_on)) return Errexit::kOff;
  const model::Call& first = script.calls.front();
  return turns_errexit_on(first) && !first.nested && !first.guarded && first.item == 0 ? Errexit::kOn : Errexit::kUnknown;
}

// Words that end the script before its end, and here-documents, behind which nothing can be written on the same line.
struct Obstacles {
  bool here_document = false;
  bool redirect(const shell::Redirect& redirect) {
    here_document |= redirect.op == shell::RedirectOp::kHereDoc;
    return true;
  }
};

bool only_simple(const shell::AndOr& last) {
  return std::all_of(last.pipelines.begin(), last.pipelines.end(), [](const shell::Pipeline& pipeline) {
    return std::all_of(pipeline.commands.begin(), pipeline.commands.end(),
                       [](const shell::Command& command) { return command.kind == shell::CommandKind::kSimple; });
  });
}

bool blank(char c) { return c == ' ' || c == '\t'; }

// How the script's own lines are joined: what stands between its last command and one more.
std::string separator(const syntax::Document& document, Span script, std::string_view op) {
  std::string_view text = script.in(document.text());
  std::string_view newline = document.newline();
  std::string indent = "    ";
  bool trailing = false;
  std::size_t end_of_line = text.rfind('\n');
  if (end_of_line != std::string_view::npos) {
    std::size_t first = text.find_first_not_of(" \t", end_of_line + 1);
    if (first != std::string_view::npos) indent = text.substr(end_of_line + 1, first - end_of_line - 1);
    // Where `&&` stands in the lines above.
    std::size_t leading = 0, behind = 0;
    for (std::size_t at = text.find("&&"); at != std::string_view::npos; at = text.find("&&", at + 2)) {
      std::size_t before = at;
      while (before > 0 && blank(text[before - 1])) --before;
      std::size_t after = text.find_first_not_of(" \t", at + 2);
      if (before > 0 && text[before - 1] == '\n') {
        ++leading;
        indent = text.substr(before, at - before);
      } else if (after != std::string_view::npos && text[after] == document.escape()) {
        ++behind;
        std::size_t next = text.find('\n', after);
        std::size_t word = next == std::string_view::npos ? next : text.find_first_not_of(" \t", next + 1);
        if (word != std::string_view::npos && text[word] != '#') indent = text.substr(next + 1, word - next - 1);
      }
    }
    trailing = behind > leading;
  }
  std::string line = " " + std::string(1, document.escape()) + std::string(newline) + indent;
  if (op == ";") return ";" + line;
  return trailing ? " &&" + line : line + "&& ";
}

}  // namespace

Tail append_command(const model::BuildModel& model, std::size_t index, std::string_view command) {
  const syntax::Document& document = model.document();
  const syntax::Instruction& run = document.instructions()[index];
  const model::RunScript& script = model.run_script(index);
  const shell::List& list = *script.script->list;
  if (list.items.empty()) return {std::nullopt, {"no-script", "it runs nothing"}};
  const shell::AndOr& last = list.items.back();
  if (last.terminator == shell::Terminator::kBackground) return {std::nullopt, {"background-job", "its last command runs on in the background"}};
  if (!script.script->comments.empty() && script.script->comments.back().begin >= last.span.begin) {
    return {std::nullopt, {"comment", "a comment of the shell stands at its end"}};
  }
  Obstacles obstacles;
  shell::visit(list, obstacles);
  if (obstacles.here_document) return {std::nullopt, {"here-document", "it holds a here-document of the shell"}};
  for (const model::Call& call : script.calls) {
    std::string_view program = call.invocation.program();
    bool ends = program == "exit" || (call.invocation.peeled().empty() && program == "exec") || call.invocation.wrapped_by("exec");
    if (ends && !call.nested) return {std::nullopt, {"ends-early", "it ends before its last command with " + std::string(program)}};
  }
  Errexit errexit = errexit_at_end(script, model.before(index).shell);
  bool simple = only_simple(last);
  if (!simple && errexit == Errexit::kUnknown) {
    return {std::nullopt, {"errexit", "whether its shell ends at the first failure is not known at its end"}};
  }
  // With -e on, a shell ignores it inside a compound command that `&&` tests.
  bool semicolon = !simple && errexit == Errexit::kOn;
  // A negated or `||` list as a whole decides the outcome: `&&` behind it keeps that.
  std::uint32_t end = run.logical.source(Span{run.rest.begin + last.span.begin, run.rest.begin + last.span.end}).end;
  Span place{run.logical.source(run.rest).begin, end};
  return {rewrite::Edit{{end, end}, separator(document, place, semicolon ? ";" : "&&") + std::string(command)}, {}};
}

}  // namespace dockhone::transforms::clean_caches
