// Ports that only root may open, in what the file says about the process.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chain.h"
#include "transforms/shared/fix.h"

namespace dockhone::transforms::nonroot {

// In EXPOSE and ENV.
Verdict low_port_of_stages(const model::BuildModel& model, const Chain& chain);
// In the words of a command, as written.
Verdict low_port_of_words(const std::vector<std::string>& words);

}  // namespace dockhone::transforms::nonroot
