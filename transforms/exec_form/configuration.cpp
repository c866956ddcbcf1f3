#include "configuration.h"

#include <algorithm>

#include "dockhone/image/configuration.h"

namespace dockhone::transforms::exec_form {

namespace {

using model::BaseRef;
using model::Stage;
using syntax::Instruction;
using syntax::Keyword;

Reader of_base(const BaseRef& base) {
  if (base.kind == BaseRef::Kind::kScratch) return Reader::kNobody;
  if (base.kind != BaseRef::Kind::kImage || image::is_onbuild(*base.image)) return Reader::kUnknown;
  const image::Configuration* known = image::find_configuration(*base.image);
  return known != nullptr && known->runs_its_arguments ? Reader::kNobody : Reader::kUnknown;
}

// Runs where a stage is built on this one.
bool sets_command_later(const Instruction& instruction) {
  if (instruction.keyword != Keyword::kOnbuild || instruction.trigger == nullptr) return false;
  return instruction.trigger->keyword == Keyword::kCmd ||
         instruction.trigger->keyword == Keyword::kEntrypoint;
}

// tini and its like start their arguments as they are, behind options of their own.
bool starts_its_arguments(std::span<const syntax::Argument> words) {
  constexpr std::string_view kInits[] = {"tini", "tini-static", "dumb-init", "docker-init", "catatonit"};
  constexpr std::string_view kOptions[] = {"--", "-g", "-s", "-v", "-w", "-vv", "--single-child", "-c"};
  auto is_in = [](std::span<const std::string_view> list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  std::string_view program = words[0].value;
  return is_in(kInits, program.substr(program.rfind('/') + 1)) &&
         std::all_of(words.begin() + 1, words.end(),
                     [&](const syntax::Argument& word) { return is_in(kOptions, word.value); });
}

Reader of_entrypoint(const Instruction& entrypoint) {
  bool empty = entrypoint.json ? entrypoint.args.empty() : entrypoint.rest.empty();
  if (empty || (entrypoint.json && starts_its_arguments(entrypoint.args))) return Reader::kNobody;
  return entrypoint.json ? Reader::kProgram : Reader::kShell;
}

}  // namespace

std::vector<StageConfiguration> configurations(const model::BuildModel& model) {
  std::vector<StageConfiguration> all(model.stages().size());
  std::vector<bool> triggers(all.size());
  auto instructions = model.document().instructions();
  for (const Stage& stage : model.stages()) {
    StageConfiguration& here = all[stage.index];
    for (std::size_t i = stage.from; i < stage.end; ++i) {
      if (instructions[i].keyword == Keyword::kCmd) here.cmd = i;
      if (instructions[i].keyword == Keyword::kEntrypoint) here.entrypoint = i;
      if (sets_command_later(instructions[i])) triggers[stage.index] = true;
    }
    // A stage is built on an earlier one only.
    bool on_stage = stage.base.kind == BaseRef::Kind::kStage;
    here.reader = on_stage ? all[stage.base.stage].reader : of_base(stage.base);
    bool triggered = on_stage && triggers[stage.base.stage];
    if (triggered) here.reader = Reader::kUnknown;
    if (here.entrypoint != model::kNone) here.reader = of_entrypoint(instructions[here.entrypoint]);
    here.cmd_above = triggered || here.cmd != model::kNone || (on_stage && all[stage.base.stage].cmd_above);
  }
  for (std::size_t i = all.size(); i > 0; --i) {
    const Stage& stage = model.stages()[i - 1];
    if (stage.base.kind != BaseRef::Kind::kStage) continue;
    StageConfiguration& base = all[stage.base.stage];
    bool triggered = triggers[stage.base.stage];
    base.cmd_below |= triggered || all[i - 1].cmd_below || all[i - 1].cmd != model::kNone;
    base.entrypoint_below |=
        triggered || all[i - 1].entrypoint_below || all[i - 1].entrypoint != model::kNone;
  }
  return all;
}

}  // namespace dockhone::transforms::exec_form
