// The effects of one instruction of a stage.
#pragma once

#include "dockhone/model/build.h"
#include "dockhone/model/effects.h"

namespace dockhone::model {

Effects instruction_effects(const BuildModel& model, std::size_t instruction);

}  // namespace dockhone::model
