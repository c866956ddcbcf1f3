// What each instruction of a stage finds: variables, with those that the base image sets, and the working
// directory.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "dockhone/model/build.h"
#include "transforms/split_stages/base.h"

namespace dockhone::transforms::split_stages {

class Surroundings {
 public:
  Surroundings(const model::BuildModel& model, const model::Stage& stage, const Bases& bases);

  // Before an instruction of the stage, and behind the last.
  const model::State& before(std::size_t instruction) const { return states_[instruction - first_]; }
  const model::State& at_end() const { return states_.back(); }
  // Nothing where a variable in it is not known.
  std::optional<std::string> expanded(std::string_view word, const model::State& state) const;
  // Absolute and clean.
  std::optional<std::string> path(std::string_view word, const model::State& state) const;
  // ${VAR} in it replaced; "" where one is not set.
  std::string filled(std::string_view pattern, const model::State& state) const;
  const model::Effects& effects(std::size_t instruction);

 private:
  void start(const model::Stage& stage, const Bases& bases);
  void bind(model::State& state, model::Binding::Kind kind, std::string_view name,
            std::optional<std::string> value, bool set = true);
  void apply(std::size_t instruction, model::State& state);
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  const model::BuildModel& model_;
  std::size_t first_;
  std::deque<std::string> texts_;
  std::deque<model::Binding> bindings_;
  std::deque<model::State> states_;
  std::vector<std::optional<model::Effects>> effects_;
};

}  // namespace dockhone::transforms::split_stages
