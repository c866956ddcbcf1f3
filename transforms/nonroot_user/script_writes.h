// What the scripts that start a process write themselves.
#pragma once

#include <string_view>

#include "chain.h"
#include "transforms/shared/fix.h"

namespace dockhone::transforms::nonroot {

struct ScriptWrites {
  Verdict refuse;             // it writes where the user may not, or changes owners or accounts
  bool to_directory = false;  // it writes to the working directory of the container
};

// `at`: the instruction that starts the process.
ScriptWrites writes_of_script(const model::BuildModel& model, const Chain& chain, std::size_t at,
                              std::string_view text);

}  // namespace dockhone::transforms::nonroot
