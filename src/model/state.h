// Walks a stage and records the state before each instruction.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "by_identity.h"
#include "dockhone/model/build.h"

namespace dockhone::model {

// States, kept by the identity of the instruction that leads to them: one that is as it was leads from the
// same state to the same state, in every document that has it. Holds copies of all text.
class States {
 public:
  struct Step {
    const State* before = nullptr;
    const State* global = nullptr;  // ARGs that an ARG may take over
    const State* after = nullptr;
    std::optional<bool> replaces_shell;  // of a RUN
    // Of a FROM: what it names, and the state at the end of the stage that it names.
    std::string_view base;
    BaseRef::Kind kind = BaseRef::Kind::kUnknown;
  };

  Step& step(const syntax::Instruction& instruction) { return steps_[instruction]; }
  Arena& arena() { return arena_; }
  // Before anything is said.
  const State* initial();

 private:
  Arena arena_;
  ByIdentity<Step> steps_;
  const State* initial_ = nullptr;
};

class StateWalk {
 public:
  // `by_instruction` is filled; entries share State objects while nothing changes.
  StateWalk(const BuildModel& model, const BuildOptions& options, States& states,
            std::vector<const State*>& by_instruction, const State* global)
      : model_(model),
        options_(options),
        states_(states),
        arena_(states.arena()),
        by_instruction_(by_instruction),
        global_(global) {}

  // Instructions before the first FROM; returns the state behind them. Sizes `by_instruction`.
  const State& global();
  // All of one stage, and first the stage that it is built on.
  void stage(std::size_t index);

 private:
  const State* at_start(const Stage& stage);
  State start(const Stage& stage, const State* below);
  const State* behind(const syntax::Instruction& instruction, const State* before);
  bool replaces_shell(const syntax::Instruction& run);
  void apply(const syntax::Instruction& instruction, State& state);
  void bind(State& state, Binding binding);
  const Binding* global_arg(std::string_view name);
  void apply_arg(const syntax::Instruction& instruction, State& state);
  void apply_env(const syntax::Instruction& instruction, State& state);
  void apply_workdir(const syntax::Instruction& instruction, State& state);
  // Expanded, copied into the arena; nullopt when a variable in it is not known.
  std::optional<std::string_view> expand(std::string_view raw, const State& state);

  const BuildModel& model_;
  const BuildOptions& options_;
  States& states_;
  Arena& arena_;
  std::vector<const State*>& by_instruction_;
  const State* global_;
};

}  // namespace dockhone::model
