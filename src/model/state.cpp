#include "state.h"

#include "resolve.h"
#include "shell_form.h"

namespace dockhone::model {

using syntax::Instruction;
using syntax::Keyword;

syntax::Lookup State::lookup(std::string_view name) const {
  using enum syntax::Lookup::State;
  const Binding* arg = nullptr;
  for (const Binding* at = vars; at != nullptr; at = at->next) {
    if (at->name != name) continue;
    if (at->kind != Binding::Kind::kEnv) {
      if (arg == nullptr) arg = at;
      continue;
    }
    return {at->known ? kSet : kUnknown, at->value};
  }
  if (arg == nullptr) return {kUnset, {}};
  if (!arg->known) return {kUnknown, {}};
  return {arg->set ? kSet : kUnset, arg->value};
}

const State* States::initial() {
  if (initial_ == nullptr) initial_ = arena_.make<State>();
  return initial_;
}

const State& StateWalk::global() {
  auto instructions = model_.document().instructions();
  by_instruction_.resize(instructions.size(), nullptr);
  const State* current = states_.initial();
  for (std::size_t i = 0; i < instructions.size() && instructions[i].keyword != Keyword::kFrom; ++i) {
    by_instruction_[i] = current;
    current = behind(instructions[i], current);
  }
  global_ = current;
  return *current;
}

void StateWalk::stage(std::size_t index) {
  const Stage& stage = model_.stages()[index];
  auto instructions = model_.document().instructions();
  const State* current = at_start(stage);
  for (std::size_t i = stage.from; i < stage.end; ++i) {
    by_instruction_[i] = current;
    current = behind(instructions[i], current);
  }
}

const State* StateWalk::at_start(const Stage& stage) {
  auto instructions = model_.document().instructions();
  const State* below = nullptr;
  if (stage.base.kind == BaseRef::Kind::kStage) {
    const Stage& base = model_.stages()[stage.base.stage];
    std::size_t last = base.end - 1;
    if (by_instruction_[last] == nullptr) this->stage(base.index);
    below = behind(instructions[last], by_instruction_[last]);
  }
  States::Step& step = states_.step(instructions[stage.from]);
  bool same = step.after != nullptr && step.before == below && step.kind == stage.base.kind &&
              step.base == stage.base.expanded;
  if (same) return step.after;
  step.before = below;
  step.kind = stage.base.kind;
  step.base = arena_.copy(std::string_view(stage.base.expanded));
  return step.after = arena_.make<State>(start(stage, below));
}

State StateWalk::start(const Stage& stage, const State* below) {
  State state;
  if (below != nullptr) {
    state = *below;
    // ENV is inherited, ARG is not.
    std::vector<const Binding*> kept;
    for (const Binding* at = state.vars; at != nullptr; at = at->next) {
      if (at->kind == Binding::Kind::kEnv) kept.push_back(at);
    }
    state.vars = nullptr;
    for (auto at = kept.rbegin(); at != kept.rend(); ++at) bind(state, **at);
    return state;
  }
  state.shell = default_shell(stage);
  // An image that is not known, in a file made for Windows: /bin/sh is not to be expected.
  bool unknown = state.shell.dialects.size() > 1;
  bool microsoft = stage.base.image && stage.base.image->repository.starts_with("microsoft/");
  if (unknown && (model_.document().escape() == '`' || microsoft)) state.shell.dialects = {};
  if (starts_in_root(stage.base)) state.workdir = "/";
  return state;
}

const State* StateWalk::behind(const Instruction& instruction, const State* before) {
  using enum Keyword;
  Keyword keyword = instruction.keyword;
  bool changes = keyword == kArg || keyword == kEnv || keyword == kUser || keyword == kWorkdir ||
                 keyword == kShell ||
                 (keyword == kRun && !before->shell_replaced && replaces_shell(instruction));
  if (!changes) return before;
  States::Step& step = states_.step(instruction);
  if (step.after != nullptr && step.before == before && step.global == global_) return step.after;
  State state = *before;
  apply(instruction, state);
  step.before = before;
  step.global = global_;
  return step.after = arena_.make<State>(state);
}

bool StateWalk::replaces_shell(const Instruction& run) {
  std::optional<bool>& kept = states_.step(run).replaces_shell;
  if (!kept) kept = may_replace_shell(run);
  return *kept;
}

void StateWalk::apply(const Instruction& instruction, State& state) {
  switch (instruction.keyword) {
    case Keyword::kArg:
      return apply_arg(instruction, state);
    case Keyword::kEnv:
      return apply_env(instruction, state);
    case Keyword::kUser:
      state.user = expand(instruction.rest_text(), state).value_or("");
      return;
    case Keyword::kWorkdir:
      return apply_workdir(instruction, state);
    case Keyword::kShell: {
      std::vector<std::string_view> argv;
      for (const syntax::Argument& arg : instruction.args) argv.push_back(arena_.copy(arg.value));
      state.shell = shell_form(arena_.copy(argv), state);
      return;
    }
    case Keyword::kRun:
      state.shell_replaced = true;
      if (state.shell.argv.empty()) state.shell.dialects = any_dialect();
      return;
    default:
      return;
  }
}

void StateWalk::bind(State& state, Binding binding) {
  binding.next = state.vars;
  state.vars = arena_.make<Binding>(binding);
}

// `ARG name` in a stage takes the default that the global ARG of that name has.
const Binding* StateWalk::global_arg(std::string_view name) {
  if (global_ == nullptr) return nullptr;
  for (const Binding* at = global_->vars; at != nullptr; at = at->next) {
    if (at->name == name) return at;
  }
  return nullptr;
}

void StateWalk::apply_arg(const Instruction& instruction, State& state) {
  for (const syntax::KeyValue& pair : instruction.pairs) {
    Binding binding{Binding::Kind::kArg, arena_.copy(pair.key_text), {}, true, pair.has_value, nullptr};
    if (auto given = options_.args.find(pair.key_text); given != options_.args.end()) {
      binding.set = true;
      binding.value = arena_.copy(std::string_view(given->second));
    } else if (pair.has_value) {
      auto value = expand(pair.value_text, state);
      binding.known = value.has_value();
      binding.value = value.value_or("");
    } else if (is_platform_arg(pair.key_text)) {
      binding.known = false;
    } else if (const Binding* global = global_arg(pair.key_text)) {
      binding.set = global->set;
      binding.known = global->known;
      binding.value = global->value;
    }
    bind(state, binding);
  }
}

void StateWalk::apply_env(const Instruction& instruction, State& state) {
  State before = state;  // all pairs of one ENV see the environment before it
  for (const syntax::KeyValue& pair : instruction.pairs) {
    auto value = expand(pair.value_text, before);
    auto name = expand(pair.key_text, before);
    bind(state, {Binding::Kind::kEnv, name ? *name : arena_.copy(pair.key_text), value.value_or(""),
                 value.has_value(), true, nullptr});
  }
}

void StateWalk::apply_workdir(const Instruction& instruction, State& state) {
  auto path = expand(instruction.rest_text(), state);
  if (!path || path->empty()) {
    state.workdir.reset();
  } else if (path->front() == '/') {
    state.workdir = clean_path(*path, arena_);
  } else if (state.workdir) {
    state.workdir = clean_path(std::string(*state.workdir) + '/' + std::string(*path), arena_);
  }
}

std::optional<std::string_view> StateWalk::expand(std::string_view raw, const State& state) {
  if (raw.find_first_of("$\"'\\`") == std::string_view::npos) return arena_.copy(raw);
  // A name that nothing in the file sets may still come from the base image.
  auto lookup = [&](std::string_view name) {
    syntax::Lookup found = state.lookup(name);
    if (found.state == syntax::Lookup::State::kUnset) found.state = syntax::Lookup::State::kUnknown;
    return found;
  };
  auto result = syntax::expand_word(raw, model_.document().escape(), lookup);
  if (!result || !result->known) return std::nullopt;
  return arena_.copy(std::string_view(result->value));
}

}  // namespace dockhone::model
