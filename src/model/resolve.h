// Names to stages and images.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "dockhone/model/build.h"

namespace dockhone::model {

// The base of a FROM, given the stages before it and the state made by the global ARGs.
BaseRef resolve_from(const syntax::Document& document, std::span<const Stage> earlier,
                     const syntax::Instruction& from, const State& global);
// The operand of COPY --from= or of from= in a mount, among all stages.
BaseRef resolve_operand(std::string_view operand, std::span<const Stage> stages);
// Decides Stage::final for all stages.
void mark_final(const syntax::Document& document, std::vector<Stage>& stages, std::string_view target);
// The value of from= in a RUN --mount option string; empty if absent.

// True for names that the builder sets itself from the platforms asked for: their values are not known here.
bool is_platform_arg(std::string_view name);

}  // namespace dockhone::model
