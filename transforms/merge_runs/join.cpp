#include "join.h"

#include <algorithm>

#include "dockhone/model/commands.h"

namespace dockhone::transforms {

namespace {

// "pip" for pip3 and pip3.11: a package installs its program under such names too.
std::string_view stem(std::string_view name) {
  auto last = name.find_last_not_of("0123456789.");
  return last == std::string_view::npos ? name : name.substr(0, last + 1);
}

// A simple command and the text that its words are in.
struct Call {
  const shell::Command* command;
  std::string_view text;

  // As called; empty when it is not known before run time.
  std::string_view name() const { return shell::plain_literal(command->words[0], text); }
};

// May this call put a program named `name` into PATH ahead of the one that the shell has looked up?
bool may_shadow(const Call& call, std::string_view name) {
  const model::CommandFacts* facts = model::find_command(call.name());
  if (facts != nullptr && facts->shadows_nothing) return false;
  // A package manager replaces itself only when asked for by name; its packages may hold any other program.
  if (facts != nullptr && facts->installs_operands && stem(call.name()) == stem(name)) {
    auto operands = call.command->words.subspan(1);
    return std::any_of(operands.begin(), operands.end(), [&](const shell::Word& word) {
      std::string_view operand = shell::plain_literal(word, call.text);
      if (operand.empty() || operand.starts_with("-r") || operand.find('/') != std::string_view::npos ||
          operand == ".")
        return true;
      std::string_view package = stem(operand.substr(0, operand.find_first_of("=<>~!@[;")));
      return !package.empty() && (package.starts_with(stem(name)) || stem(name).starts_with(package));
    });
  }
  return call.name() != name;  // running a program does not install that program
}

bool stable(std::string_view name) {
  const model::CommandFacts* facts = model::find_command(name);
  return facts != nullptr && facts->stable;
}

bool shadows_base(const Call& call) {
  const model::CommandFacts* facts = model::find_command(call.name());
  return facts != nullptr && facts->shadows_base;
}

// A shell remembers where it found a program. True when `next` calls a program by name that one of `earlier`
// (calls of bare parts, in order) has called, and at or behind that call something may have shadowed it.
bool remembers_wrongly(const std::vector<Call>& earlier, const Part& next) {
  if (earlier.empty()) return false;
  return std::any_of(next.calls.begin(), next.calls.end(), [&](const shell::Command* command) {
    std::string_view name = Call{command, next.text}.name();
    if (name.empty() || name.find('/') != std::string_view::npos) return false;
    auto first = std::find_if(earlier.begin(), earlier.end(),
                              [&](const Call& before) { return before.name() == name; });
    bool base = stable(name);
    return std::any_of(first, earlier.end(), [&](const Call& between) {
      return base ? shadows_base(between) : may_shadow(between, name);
    });
  });
}

// Outer -e is on and must not reach a script that is used to run without it.
bool needs_reset(const Part& part) { return !part.errexit_moot && !part.begins_with_errexit; }

Form isolated_form(const Part& part, bool last, bool shell_has_errexit) {
  // Of one program or pipeline -e sees the status; inside its substitutions it has to be moot or the script's
  // own.
  if (part.chain && part.joints.empty() && (shell_has_errexit || part.errexit_moot)) return Form::kBare;
  if (shell_has_errexit || !needs_reset(part)) return last ? Form::kBare : Form::kGrouped;
  return last ? Form::kResetBare : Form::kReset;
}

Form and_form(const Part& part, bool last) {
  return part.chain || (last && part.and_list) ? Form::kBare : Form::kGrouped;
}

}  // namespace

std::optional<Obstacle> obstacle(const Part& before, const Part& next) {
  if (before.refuse) return Obstacle{&before, *before.refuse};
  if (next.refuse) return Obstacle{&next, *next.refuse};
  if (before.nothing_after) return Obstacle{&before, *before.nothing_after};
  return std::nullopt;
}

Plan plan(const std::vector<const Part*>& parts, bool errexit) {
  Plan plan;
  // `&&` tests the status of every part but the last, and -e is ignored inside what is tested.
  bool matters = std::any_of(parts.begin(), parts.end() - 1,
                             [](const Part* part) { return part->sets_errexit && !part->errexit_moot; });
  plan.isolated = errexit || matters;
  plan.set_errexit = matters && !errexit;
  std::vector<Call> bare_calls;
  for (const Part* part : parts) {
    bool last = part == parts.back();
    Piece piece{part, plan.isolated ? isolated_form(*part, last, errexit) : and_form(*part, last), false};
    if (remembers_wrongly(bare_calls, *part)) {
      piece.forget_paths = true;
      bare_calls.clear();
    }
    if (piece.form == Form::kBare) {
      for (const shell::Command* command : part->calls) bare_calls.push_back({command, part->text});
    }
    plan.pieces.push_back(piece);
  }
  return plan;
}

}  // namespace dockhone::transforms
