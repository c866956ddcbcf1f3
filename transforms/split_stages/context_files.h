// Files of the build context, by where the Dockerfile puts them.
#pragma once

#include <string>

#include "dockhone/model/context.h"
#include "transforms/split_stages/surroundings.h"

namespace dockhone::transforms::split_stages {

// The file that a COPY or ADD of the stage puts at an absolute path of the image; "" where none is known to.
std::string context_file(const model::BuildModel& model, const model::Stage& stage,
                         const Surroundings& surroundings, const model::Context* context,
                         const std::string& path);

}  // namespace dockhone::transforms::split_stages
