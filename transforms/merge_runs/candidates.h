// Which RUNs of a stage stand next to each other, as far as the Dockerfile goes: instructions that only set
// metadata may stand between.
#pragma once

#include <functional>
#include <vector>

#include "part.h"

namespace dockhone::transforms {

// The instructions of a group of neighbours, ascending.
using Neighbours = std::vector<std::size_t>;

std::vector<Neighbours> neighbours(const syntax::Document& document, const model::Stage& stage);

// Compares what does not need the script: exec form, here-documents, flags, mounts. `next` follows `before`.
std::optional<Reason> outer_obstacle(const model::BuildModel& model, std::size_t before, std::size_t next);

}  // namespace dockhone::transforms
