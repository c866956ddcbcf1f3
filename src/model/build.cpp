#include "dockhone/model/build.h"

#include <memory>

#include "instruction_effects.h"
#include "memory.h"
#include "resolve.h"

namespace dockhone::model {

using syntax::Keyword;

// Computed when first asked for.
struct BuildModel::Lazy {
  std::vector<const State*> states;               // by instruction
  const State* global = nullptr;                  // behind the last instruction before the first FROM
  std::vector<std::unique_ptr<Effects>> effects;  // by instruction; empty until one is asked for
};

BuildModel::BuildModel(const syntax::Document& document, const BuildOptions& options,
                       std::shared_ptr<Memory> memory)
    : document_(&document), options_(options), memory_(std::move(memory)), lazy_(std::make_unique<Lazy>()) {
  const State& global = StateWalk(*this, options_, memory_->states, lazy_->states, nullptr).global();
  lazy_->global = &global;
  auto instructions = document.instructions();
  for (std::size_t i = 0; i < instructions.size(); ++i) {
    const syntax::Instruction& instruction = instructions[i];
    if (instruction.keyword != Keyword::kFrom) continue;
    if (!stages_.empty()) stages_.back().end = i;
    Stage stage;
    stage.index = stages_.size();
    stage.from = i;
    stage.end = instructions.size();
    if (instruction.args.size() == 3) stage.name = instruction.args[2].value;
    if (const syntax::Flag* flag = instruction.flag("platform")) stage.platform = flag->value;
    stage.base = resolve_from(document, stages_, instruction, global);
    stages_.push_back(std::move(stage));
  }
  mark_final(document, stages_, options_.target);
}

BuildModel::~BuildModel() = default;

std::shared_ptr<Memory> make_memory() { return std::make_shared<Memory>(); }

const BaseRef& BuildModel::base_under(std::size_t stage) const {
  while (stages()[stage].base.kind == BaseRef::Kind::kStage) stage = stages()[stage].base.stage;
  return stages()[stage].base;
}

std::size_t BuildModel::stage_of(std::size_t instruction) const {
  for (const Stage& stage : stages_) {
    if (stage.from <= instruction && instruction < stage.end) return stage.index;
  }
  return kNone;
}

// The builder makes all stages before it looks at --from: a name may be that of a later stage.
BaseRef BuildModel::resolve(std::string_view operand) const { return resolve_operand(operand, stages_); }

const State& BuildModel::before(std::size_t instruction) const {
  Lazy& lazy = *lazy_;
  if (lazy.states[instruction] == nullptr) {
    StateWalk(*this, options_, memory_->states, lazy.states, lazy.global).stage(stage_of(instruction));
  }
  return *lazy.states[instruction];
}

IndexedText BuildModel::text(std::size_t instruction) const {
  const syntax::Instruction& asked = document_->instructions()[instruction];
  auto& pairs = memory_->pairs[asked];
  if (!pairs) pairs.emplace(asked.rest_text());
  return {asked.rest_text(), *pairs};
}

const tl::expected<shell::Script, shell::ParseError>& BuildModel::script(std::size_t instruction,
                                                                         shell::Dialect dialect) const {
  return memory_->scripts.get(document_->instructions()[instruction], dialect);
}

bool BuildModel::dialect_neutral(std::size_t instruction) const {
  return memory_->scripts.neutral(document_->instructions()[instruction]);
}

const RunScript& BuildModel::run_script(std::size_t instruction) const {
  return memory_->scripts.run(document_->instructions()[instruction], before(instruction).shell);
}

const Effects& BuildModel::effects(std::size_t instruction) const {
  auto& effects = lazy_->effects;
  if (effects.empty()) effects.resize(document_->instructions().size());
  if (!effects[instruction])
    effects[instruction] = std::make_unique<Effects>(instruction_effects(*this, instruction));
  return *effects[instruction];
}

}  // namespace dockhone::model
