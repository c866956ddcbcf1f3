#include "resolve.h"

#include <algorithm>
#include <charconv>

#include "dockhone/model/mounts.h"
#include "dockhone/syntax/expand.h"

namespace dockhone::model {

using syntax::Keyword;

namespace {

bool same_name(std::string_view left, std::string_view right) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [&](char a, char b) { return lower(a) == lower(b); });
}

// The last stage of that name wins, as in the reference.
const Stage* find_stage(std::span<const Stage> stages, std::string_view name) {
  for (auto stage = stages.rbegin(); stage != stages.rend(); ++stage) {
    if (!stage->name.empty() && same_name(stage->name, name)) return &*stage;
  }
  return nullptr;
}

BaseRef image_or_scratch(std::string_view name) {
  BaseRef ref;
  ref.expanded = name;
  if (name == "scratch") {
    ref.kind = BaseRef::Kind::kScratch;
  } else if (auto image = image::parse_reference(name)) {
    ref.kind = BaseRef::Kind::kImage;
    ref.image = std::move(image);
  }
  return ref;
}

BaseRef stage_ref(const Stage& stage, std::string_view name) {
  BaseRef ref;
  ref.kind = BaseRef::Kind::kStage;
  ref.stage = stage.index;
  ref.expanded = name;
  return ref;
}

// Stages that an instruction consumes are marked in `used`.
void mark_used(const syntax::Instruction& instruction, std::span<const Stage> stages,
               std::vector<bool>& used) {
  auto mark = [&](std::string_view operand) {
    BaseRef ref = resolve_operand(operand, stages);
    if (ref.kind == BaseRef::Kind::kStage) used[ref.stage] = true;
  };
  for (const syntax::Flag& flag : instruction.flags) {
    if (flag.name == "from") mark(flag.value);
    if (flag.name != "mount") continue;
    if (std::string_view from = mount_from(flag.value); !from.empty()) mark(from);
  }
}

}  // namespace

bool is_platform_arg(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "TARGETPLATFORM", "TARGETOS", "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
      "BUILDPLATFORM",  "BUILDOS",  "BUILDOSVERSION",  "BUILDARCH",  "BUILDVARIANT"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

BaseRef resolve_from(const syntax::Document& document, std::span<const Stage> earlier,
                     const syntax::Instruction& from, const State& global) {
  std::string_view word = from.args.empty() ? std::string_view{} : from.args[0].value;
  std::string expanded(word);
  bool templated = false;
  if (word.find_first_of("$\"'\\`") != std::string_view::npos) {
    auto lookup = [&](std::string_view name) {
      syntax::Lookup found = global.lookup(name);
      bool unset = found.state == syntax::Lookup::State::kUnset;
      if (unset && is_platform_arg(name)) found.state = syntax::Lookup::State::kUnknown;
      return found;
    };
    auto result = syntax::expand_word(word, document.escape(), lookup);
    templated = word.find('$') != std::string_view::npos;
    if (!result || !result->known || result->value.empty()) {
      BaseRef unknown;
      unknown.templated = templated;
      return unknown;
    }
    expanded = std::move(result->value);
  }
  const Stage* stage = find_stage(earlier, expanded);
  BaseRef ref = stage != nullptr ? stage_ref(*stage, expanded) : image_or_scratch(expanded);
  ref.templated = templated;
  return ref;
}

BaseRef resolve_operand(std::string_view operand, std::span<const Stage> stages) {
  if (operand.find('$') != std::string_view::npos) {
    BaseRef unknown;
    unknown.templated = true;
    return unknown;
  }
  std::size_t number = 0;
  const char* end = operand.data() + operand.size();
  auto parsed = std::from_chars(operand.data(), end, number);
  if (parsed.ec == std::errc{} && parsed.ptr == end) {
    return number < stages.size() ? stage_ref(stages[number], operand) : BaseRef{};
  }
  const Stage* stage = find_stage(stages, operand);
  return stage != nullptr ? stage_ref(*stage, operand) : image_or_scratch(operand);
}

void mark_final(const syntax::Document& document, std::vector<Stage>& stages, std::string_view target) {
  std::vector<bool> used(stages.size(), false);
  for (const Stage& stage : stages) {
    if (stage.base.kind == BaseRef::Kind::kStage) used[stage.base.stage] = true;
    if (stages.size() == 1) continue;
    for (std::size_t i = stage.from; i < stage.end; ++i) {
      const syntax::Instruction& instruction = document.instructions()[i];
      if (!instruction.flags.empty()) mark_used(instruction, stages, used);
    }
  }
  for (Stage& stage : stages) {
    stage.final = !used[stage.index];
    if (target.empty()) continue;
    BaseRef wanted = resolve_operand(target, stages);
    if (wanted.kind == BaseRef::Kind::kStage && wanted.stage == stage.index) stage.final = true;
  }
  for (auto stage = stages.rbegin(); stage != stages.rend(); ++stage) {
    stage->shipped |= stage->final;
    if (stage->shipped && stage->base.kind == BaseRef::Kind::kStage) stages[stage->base.stage].shipped = true;
  }
}

}  // namespace dockhone::model
