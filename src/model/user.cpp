// Who runs an instruction.
#include "dockhone/image/configuration.h"
#include "dockhone/model/build.h"

namespace dockhone::model {

std::optional<std::string_view> user_at(const BuildModel& model, std::size_t instruction) {
  const State& state = model.before(instruction);
  if (state.user) return state.user;
  std::size_t index = model.stage_of(instruction);
  if (index == kNone) return std::nullopt;
  const BaseRef& base = model.base_under(index);
  if (base.kind == BaseRef::Kind::kScratch) return "root";
  if (base.kind != BaseRef::Kind::kImage) return std::nullopt;
  const image::Resolution* resolved = model.resolution(*base.image);
  if (resolved != nullptr && resolved->config)
    return resolved->config->user.empty() ? std::string_view("root")
                                          : std::string_view(resolved->config->user);
  const image::Configuration* known = image::find_configuration(*base.image);
  return known != nullptr && known->starts_as_root ? std::optional<std::string_view>("root") : std::nullopt;
}

}  // namespace dockhone::model
