#include "scripts.h"

#include <algorithm>

#include "dockhone/shell/visit.h"

namespace dockhone::model {

namespace {

using shell::CommandKind;

// Collects the calls of a script in order.
class Collector {
 public:
  Collector(std::string_view text, std::vector<Call>& calls) : text_(text), calls_(calls) {}

  void script(const shell::List& list) {
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      item_ = static_cast<std::uint32_t>(i);
      and_or(list.items[i]);
    }
  }

 private:
  void and_or(const shell::AndOr& and_or) {
    for (std::size_t i = 0; i < and_or.pipelines.size(); ++i) {
      const shell::Pipeline& pipeline = and_or.pipelines[i];
      bool behind = i > 0 && and_or.ops[i - 1] == shell::AndOrOp::kOr;
      bool before = i < and_or.ops.size() && and_or.ops[i] == shell::AndOrOp::kOr;
      guarded_ = behind || before || pipeline.negated;
      piped_ = pipeline.commands.size() > 1;
      for (const shell::Command& command : pipeline.commands) top(command);
    }
  }

  void top(const shell::Command& command) {
    add(command, false, piped_);
    shell::visit(command, Inner{*this, command, {}});
  }

  void add(const shell::Command& command, bool nested, bool piped) {
    if (command.kind != CommandKind::kSimple || command.words.empty()) return;
    auto invocation = read_invocation(command, text_);
    if (invocation) calls_.push_back({std::move(*invocation), item_, nested, guarded_, piped});
  }

  // What a command holds, but functions, which run when they are called.
  struct Inner {
    Collector& collector;
    const shell::Command& outer;
    std::vector<Span> pipelines;  // of several commands
    void and_or(const shell::AndOr& list) {
      for (const shell::Pipeline& each : list.pipelines) {
        if (each.commands.size() > 1) pipelines.push_back(each.span);
      }
    }
    bool command(const shell::Command& command) {
      if (command.kind == CommandKind::kFunction) return false;
      bool piped = std::any_of(pipelines.begin(), pipelines.end(), [&](Span each) {
        return each.begin <= command.span.begin && command.span.end <= each.end;
      });
      if (&command != &outer) collector.add(command, true, piped || collector.piped_);
      return true;
    }
  };

  std::string_view text_;
  std::vector<Call>& calls_;
  std::uint32_t item_ = 0;
  bool guarded_ = false;
  bool piped_ = false;
};

}  // namespace

Scripts::Kept& Scripts::kept(const syntax::Instruction& instruction) {
  Kept& kept = kept_[instruction];
  if (kept.text.data() == nullptr) kept.text = texts_.copy(instruction.rest_text());
  return kept;
}

const Scripts::Parsed& Scripts::get(const syntax::Instruction& instruction, shell::Dialect dialect) {
  Kept& kept = this->kept(instruction);
  for (const Tree* tree = kept.first; tree != nullptr; tree = tree->next) {
    if (tree->dialect == dialect) return tree->script;
  }
  kept.first = &trees_.emplace_back(Tree{shell::parse(kept.text, dialect), dialect, kept.first});
  return kept.first->script;
}

bool Scripts::neutral(Kept& kept) {
  if (!kept.neutral) kept.neutral = shell::dialect_neutral(kept.text);
  return *kept.neutral;
}

void Scripts::read(Kept& kept, const syntax::Instruction& instruction, const ShellForm& shell) {
  using enum RunScript::Obstacle;
  kept.run = {kNoScript, kept.text, nullptr, {}};
  kept.calls.clear();
  if (instruction.json || !instruction.heredocs.empty() || kept.text.empty()) return;
  kept.run.obstacle = kUnknownShell;
  if (shell.dialects.empty()) return;
  kept.run.obstacle = kShellsDiffer;
  if (shell.dialects.size() > 1 && !neutral(kept)) return;
  const Parsed& parsed = get(instruction, shell.dialects[0]);
  if (!parsed) {
    bool wrong = parsed.error().kind == shell::ParseError::Kind::kSyntax;
    kept.run.obstacle = wrong ? kSyntaxError : kNotUnderstood;
    return;
  }
  kept.run.obstacle = kNone;
  kept.run.script = &*parsed;
  kept.calls.reserve(8);
  Collector(kept.text, kept.calls).script(*parsed->list);
  kept.run.calls = kept.calls;
}

const RunScript& Scripts::run(const syntax::Instruction& instruction, const ShellForm& shell) {
  Kept& kept = this->kept(instruction);
  // An edit elsewhere may have changed the shell.
  bool same = kept.read && std::equal(kept.dialects.begin(), kept.dialects.end(), shell.dialects.begin(),
                                      shell.dialects.end());
  if (!same) {
    read(kept, instruction, shell);
    kept.read = true;
    kept.dialects = shell.dialects;
  }
  return kept.run;
}

}  // namespace dockhone::model
