#include "tail.h"

#include <algorithm>

#include "dockhone/shell/visit.h"

namespace dockhone::transforms::clean_caches {

namespace {

enum class Errexit { kOff, kOn, kUnknown };

enum class Sets { kNothing, kOn, kMaybe };

// What a call does to -e. What turns it off again, or may, is not followed.
Sets sets_errexit(const model::Call& call) {
  const model::Invocation& invocation = call.invocation;
  if (invocation.program() != "set" && invocation.program() != "shopt") return Sets::kNothing;
  Sets found = Sets::kNothing;
  for (const shell::Word& word : invocation.command().words.subspan(1)) {
    std::string_view text = shell::plain_literal(word, invocation.script());
    bool on = text.starts_with('-') && text.find('e') != std::string_view::npos;
    if (on && invocation.program() == "set") {
      found = Sets::kOn;
    } else if (text.empty() || text == "errexit" ||
               (text.starts_with('+') && text.find('e') != std::string_view::npos)) {
      return Sets::kMaybe;
    }
  }
  return found;
}

Errexit errexit_at_end(const model::RunScript& script, const model::ShellForm& shell) {
  Errexit now = shell.errexit ? Errexit::kOn : Errexit::kOff;
  for (const model::Call& call : script.calls) {
    Sets sets = sets_errexit(call);
    if (sets == Sets::kNothing) continue;
    bool for_sure =
        sets == Sets::kOn && !call.nested && !call.guarded && (call.item == 0 || now == Errexit::kOn);
    if (!for_sure) return Errexit::kUnknown;
    now = Errexit::kOn;
  }
  return now;
}

// Words that end the script before its end, and here-documents, behind which nothing can be written on the
// same line.
struct Obstacles {
  bool here_document = false;
  bool redirect(const shell::Redirect& redirect) {
    here_document |= redirect.op == shell::RedirectOp::kHereDoc;
    return true;
  }
};

// Does a command hold several others, so that -e may end it in the middle?
struct Compound {
  bool found = false;
  bool command(const shell::Command& command) {
    found |= command.kind != shell::CommandKind::kSimple && command.kind != shell::CommandKind::kTest;
    return !found;
  }
  // A substitution of one command ends with it anyway.
  bool list(const shell::List& list) {
    found |= list.items.size() > 1;
    return !found;
  }
};

bool is_compound(const shell::Pipeline& pipeline, const model::RunScript& script, bool functions) {
  Compound compound;
  shell::Walker<Compound>(compound).pipeline(pipeline);
  if (compound.found || functions) return true;
  return std::any_of(script.calls.begin(), script.calls.end(), [&](const model::Call& call) {
    const model::Invocation& invocation = call.invocation;
    Span at = invocation.command().span;
    if (at.begin < pipeline.span.begin || at.end > pipeline.span.end) return false;
    std::string_view program = invocation.program();
    return program == "." || program == "source" || program == "eval";
  });
}

struct Functions {
  bool found = false;
  bool command(const shell::Command& command) {
    found |= command.kind == shell::CommandKind::kFunction;
    return !found;
  }
};

// With -e on, a shell ignores it in whatever `&&` tests: behind the last pipeline of a script, `&&` is only
// right where nothing in it relies on -e; `;` only where it is -e that decides about the whole of it.
std::optional<std::string_view> joint(const shell::AndOr& last, const model::RunScript& script,
                                      Errexit errexit) {
  bool alone = last.pipelines.size() == 1 && !last.pipelines.front().negated;
  if (errexit == Errexit::kOn && alone && script.script->list->items.size() > 1) return ";";
  Functions functions;
  shell::visit(*script.script->list, functions);
  bool compound = is_compound(last.pipelines.back(), script, functions.found);
  // Behind `!`, -e would be ignored in it only as long as it is the last.
  if (compound && last.pipelines.back().negated) return std::nullopt;
  if (errexit == Errexit::kOff || !compound) return "&&";
  if (errexit == Errexit::kOn && alone) return ";";
  return std::nullopt;
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
    // Where `&&` stands in the lines above; the last one decides.
    for (std::size_t at = text.find("&&"); at != std::string_view::npos; at = text.find("&&", at + 2)) {
      std::size_t before = at;
      while (before > 0 && blank(text[before - 1])) --before;
      std::size_t after = text.find_first_not_of(" \t", at + 2);
      if (before > 0 && text[before - 1] == '\n') {
        trailing = false;
        indent = text.substr(before, at - before);
      } else if (after != std::string_view::npos && text[after] == document.escape()) {
        trailing = true;
        std::size_t next = text.find('\n', after);
        std::size_t word = next == std::string_view::npos ? next : text.find_first_not_of(" \t", next + 1);
        if (word != std::string_view::npos && text[word] != '#')
          indent = text.substr(next + 1, word - next - 1);
      }
    }
  }
  std::string line = " " + std::string(1, document.escape()) + std::string(newline) + indent;
  if (op == ";") return ";" + line;
  return trailing ? " &&" + line : line + "&& ";
}

}  // namespace

bool has_errexit_at_end(const model::RunScript& script, const model::ShellForm& shell) {
  return errexit_at_end(script, shell) == Errexit::kOn;
}

Tail append_commands(const model::BuildModel& model, std::size_t index,
                     const std::vector<std::string>& commands) {
  const syntax::Document& document = model.document();
  const syntax::Instruction& run = document.instructions()[index];
  const model::RunScript& script = model.run_script(index);
  const shell::List& list = *script.script->list;
  if (list.items.empty()) return {std::nullopt, {"no-script", "it runs nothing"}};
  const shell::AndOr& last = list.items.back();
  if (last.terminator == shell::Terminator::kBackground)
    return {std::nullopt, {"background-job", "its last command runs on in the background"}};
  if (!script.script->comments.empty() && script.script->comments.back().begin >= last.span.begin) {
    return {std::nullopt, {"comment", "a comment of the shell stands at its end"}};
  }
  Obstacles obstacles;
  shell::visit(list, obstacles);
  if (obstacles.here_document)
    return {std::nullopt, {"here-document", "it holds a here-document of the shell"}};
  for (const model::Call& call : script.calls) {
    std::string_view program = call.invocation.program();
    bool ends = program == "exit" || (call.invocation.peeled().empty() && program == "exec") ||
                call.invocation.wrapped_by("exec");
    if (program == "trap")
      return {std::nullopt, {"trap", "it sets a trap, which would then see another command"}};
    if (ends && !call.nested && !call.guarded)
      return {std::nullopt, {"ends-early", "it ends before its last command with " + std::string(program)}};
  }
  Errexit errexit = errexit_at_end(script, model.before(index).shell);
  auto op = joint(last, script, errexit);
  if (!op) {
    return {std::nullopt,
            {"errexit",
             "its last command relies, or may rely, on `set -e`, which a shell ignores in what `&&` tests"}};
  }
  // A negated or `||` list as a whole decides the outcome: `&&` behind it keeps that.
  std::uint32_t end =
      run.logical.source(Span{run.rest.begin + last.span.begin, run.rest.begin + last.span.end}).end;
  Span place{run.logical.source(run.rest).begin, end};
  std::string text;
  for (const std::string& command : commands) text += separator(document, place, *op) + command;
  return {rewrite::Edit{{end, end}, std::move(text)}, {}};
}

}  // namespace dockhone::transforms::clean_caches
