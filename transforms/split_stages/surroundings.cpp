#include "transforms/split_stages/surroundings.h"

#include "dockhone/base/path.h"
#include "dockhone/image/configuration.h"
#include "dockhone/model/mounts.h"

namespace dockhone::transforms::split_stages {

using model::Binding;
using model::State;
using syntax::Keyword;

namespace {
// Of every official image of a distribution.
constexpr std::string_view kPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
}  // namespace

Surroundings::Surroundings(const model::BuildModel& model, const model::Stage& stage, const Bases& bases)
    : model_(model), first_(stage.from), effects_(stage.end - stage.from) {
  start(stage, bases);
  for (std::size_t i = stage.from; i < stage.end; ++i) {
    State next = states_.back();
    next.shell = model.before(i).shell;
    next.user = model.before(i).user;
    states_.back().shell = next.shell;
    states_.back().user = next.user;
    apply(i, next);
    states_.push_back(next);
  }
}

void Surroundings::start(const model::Stage& stage, const Bases& bases) {
  State state = model_.before(stage.from);
  state.vars = nullptr;
  if (auto known = image::find_configuration(*stage.base.image); known != nullptr && !known->workdir.empty())
    state.workdir = known->workdir;
  // An image that is built on others may set any; that of a distribution does not.
  if (bases.release.distribution != image::Distribution::kUnknown)
    bind(state, Binding::Kind::kEnv, "PATH", std::string(kPath));
  if (bases.builder != nullptr) {
    for (std::string_view name : bases.builder->variables)
      bind(state, Binding::Kind::kEnv, name, std::nullopt);
    for (std::string_view pair : bases.builder->environment) {
      auto equals = pair.find('=');
      bind(state, Binding::Kind::kEnv, pair.substr(0, equals), expanded(pair.substr(equals + 1), state));
    }
  }
  states_.push_back(state);
}

void Surroundings::bind(State& state, Binding::Kind kind, std::string_view name,
                        std::optional<std::string> value, bool set) {
  bool known = value.has_value();
  bindings_.push_back(
      {kind, keep(std::string(name)), keep(value.value_or("")), known || !set, set, state.vars});
  state.vars = &bindings_.back();
}

void Surroundings::apply(std::size_t index, State& state) {
  const syntax::Instruction& instruction = model_.document().instructions()[index];
  State found = state;
  if (instruction.keyword == Keyword::kEnv) {
    for (const syntax::KeyValue& pair : instruction.pairs)
      bind(state, Binding::Kind::kEnv, pair.key_text, expanded(pair.value_text, found));
  } else if (instruction.keyword == Keyword::kArg) {
    // The model knows the command line and the ARGs above the first FROM.
    const model::BuildModel& model = model_;
    std::size_t next = index + 1;
    if (next >= model.document().instructions().size() || model.stage_of(next) != model.stage_of(index))
      return;
    for (const syntax::KeyValue& pair : instruction.pairs) {
      syntax::Lookup value = model.before(next).lookup(pair.key_text);
      std::optional<std::string> text;
      if (value.state == syntax::Lookup::State::kSet) text = std::string(value.value);
      if (!text && pair.has_value) text = expanded(pair.value_text, found);
      bind(state, Binding::Kind::kArg, pair.key_text, text, text.has_value());
    }
  } else if (instruction.keyword == Keyword::kWorkdir) {
    auto to = path(instruction.rest_text(), found);
    state.workdir = to ? std::optional<std::string_view>(keep(*to)) : std::nullopt;
  }
}

std::optional<std::string> Surroundings::expanded(std::string_view word, const State& state) const {
  auto lookup = [&](std::string_view name) {
    syntax::Lookup found = state.lookup(name);
    if (found.state == syntax::Lookup::State::kUnset) found.state = syntax::Lookup::State::kUnknown;
    return found;
  };
  auto value = syntax::expand_word(word, model_.document().escape(), lookup);
  if (!value || !value->known) return std::nullopt;
  return std::move(value->value);
}

std::optional<std::string> Surroundings::path(std::string_view word, const State& state) const {
  auto value = expanded(word, state);
  if (!value || value->empty()) return std::nullopt;
  if (value->front() == '/') return normal_path(*value);
  if (!state.workdir) return std::nullopt;
  return joined_path(*state.workdir, *value);
}

std::string Surroundings::filled(std::string_view pattern, const State& state) const {
  std::string out;
  while (!pattern.empty()) {
    auto at = pattern.find("${");
    out += pattern.substr(0, at);
    if (at == std::string_view::npos) return out;
    auto end = pattern.find('}', at);
    syntax::Lookup found = state.lookup(pattern.substr(at + 2, end - at - 2));
    if (found.state != syntax::Lookup::State::kSet || found.value.empty()) return {};
    out += found.value;
    pattern.remove_prefix(end + 1);
  }
  return out;
}

const model::Effects& Surroundings::effects(std::size_t instruction) {
  auto& kept = effects_[instruction - first_];
  if (kept) return *kept;
  const model::RunScript& run = model_.run_script(instruction);
  if (run.script == nullptr) return kept.emplace(model_.effects(instruction));
  model::ScriptContext context;
  const State& state = before(instruction);
  context.text = run.text;
  context.state = &state;
  auto user = model::user_at(model_, instruction);
  if (!user || *user == "root" || *user == "0" || user->starts_with("root:")) context.home = "/root";
  if (!state.shell.dialects.empty()) context.dialect = state.shell.dialects[0];
  context.errexit = state.shell.errexit;
  kept = model::script_effects(*run.script->list, context);
  model::take_mounts_out(model_.document(), model_.document().instructions()[instruction], state, *kept);
  return *kept;
}

}  // namespace dockhone::transforms::split_stages
