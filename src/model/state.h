// Walks a stage and records the state before each instruction.
#pragma once

#include <string_view>
#include <vector>

#include "dockhone/model/build.h"

namespace dockhone::model {

class StateWalk {
 public:
  // `states` is filled by instruction; entries share State objects while nothing changes.
  StateWalk(const BuildModel& model, const BuildOptions& options, Arena& arena,
            std::vector<const State*>& states, const State* global)
      : model_(model), options_(options), arena_(arena), states_(states), global_(global) {}

  // Instructions before the first FROM; returns the state behind them. Sizes `states`.
  const State& global();
  // All of one stage, and first the stage that it is built on.
  void stage(std::size_t index);

 private:
  State at_start(const Stage& stage);
  State behind(std::size_t instruction);  // the state after an instruction whose before-state is known
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
  Arena& arena_;
  std::vector<const State*>& states_;
  const State* global_;
};

}  // namespace dockhone::model
