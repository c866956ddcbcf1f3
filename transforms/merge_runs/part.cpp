#include "part.h"

#include <algorithm>

#include "shape.h"
#include "traps.h"

namespace dockhone::transforms {

namespace {

using shell::Dialect;

// The script without blanks, a trailing comment and a trailing `;`.
void trim(const shell::Script& script, Span rest, Part& part) {
  const auto& items = script.list->items;
  part.body = {rest.begin + items.front().span.begin, rest.begin + items.back().span.end};
  if (items.size() > 1 && items.back().terminator == shell::Terminator::kSemicolon) {
    part.body.end = rest.begin + items.back().terminator_span.end;
  }
  if (items.back().terminator == shell::Terminator::kBackground) {
    part.body.end = rest.begin + items.back().terminator_span.end;
  }
  if (!script.comments.empty()) {
    Span comment = script.comments.back();
    part.comment = Span{rest.begin + comment.begin, rest.begin + comment.end};
  }
}

// What holds in every dialect that may read the script.
void combine(Part& all, Part one, bool first) {
  if (first) {
    all = std::move(one);
    return;
  }
  all.chain &= one.chain;
  all.and_list &= one.and_list;
  all.errexit_moot &= one.errexit_moot;
  all.sets_errexit |= one.sets_errexit;
  all.begins_with_errexit &= one.begins_with_errexit;
  if (!all.refuse) all.refuse = std::move(one.refuse);
  if (!all.nothing_after) all.nothing_after = std::move(one.nothing_after);
  if (all.body != one.body)
    all.refuse = Reason{"shells-differ", "the shells that may run it read it differently"};
}

Reason not_understood(const shell::ParseError& error) {
  bool wrong = error.kind == shell::ParseError::Kind::kSyntax;
  return {wrong ? "syntax-error" : "not-understood",
          (wrong ? "its shell would reject it: " : "the script is not understood: ") + error.message};
}

Part analyse_in(const model::BuildModel& model, std::size_t instruction, Dialect dialect,
                const shell::Script& script) {
  const syntax::Instruction& run = model.document().instructions()[instruction];
  Part part;
  part.instruction = instruction;
  std::string_view text = run.rest_text();
  part.text = text;
  trim(script, run.rest, part);
  if (part.comment && !run.logical.contiguous(*part.comment)) {
    part.refuse = Reason{"swallowed", "a comment in it runs on over a line end and swallows what follows"};
  }
  std::string_view body = part.body.in(run.logical.text);
  if ((body.size() - 1 - body.find_last_not_of('\\')) % 2 == 1) {
    part.refuse =
        Reason{"trailing-backslash", "it ends in a backslash, which would quote what is joined to it"};
  }
  char escape = model.document().escape();
  bool continues = body.ends_with(escape) && !body.substr(0, body.size() - 1).ends_with(escape);
  if (part.comment && continues) {
    part.refuse = Reason{
        "trailing-backslash",
        "it ends in the escape character, which would continue the line without the comment behind it"};
  }
  read_shape(script, text, part);
  ScriptView view{text, dialect, model.before(instruction)};
  find_traps(script, view, part);
  return part;
}

}  // namespace

Part analyse(const model::BuildModel& model, std::size_t instruction) {
  const syntax::Instruction& run = model.document().instructions()[instruction];
  Part result;
  result.instruction = instruction;
  result.body = run.rest;
  std::span<const Dialect> dialects = model.before(instruction).shell.dialects;
  if (dialects.size() > 1 && model.dialect_neutral(instruction)) dialects = dialects.first(1);
  bool any = false;
  std::optional<Reason> rejected;
  for (Dialect dialect : dialects) {
    const auto& script = model.script(instruction, dialect);
    // A shell that rejects the script fails the build, merged or not: the others decide.
    if (!script) {
      if (!rejected) rejected = not_understood(script.error());
      if (script.error().kind == shell::ParseError::Kind::kUnsupported) result.refuse = rejected;
      continue;
    }
    if (script->list->items.empty()) {
      result.refuse = Reason{"empty", "it runs nothing"};
      return result;
    }
    combine(result, analyse_in(model, instruction, dialect, *script), !any);
    any = true;
  }
  if (!any)
    result.refuse =
        rejected ? rejected : Reason{"unknown-shell", "its shell is not known to be a POSIX shell"};
  return result;
}

}  // namespace dockhone::transforms
