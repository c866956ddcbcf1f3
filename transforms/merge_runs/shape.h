// The grammatical shape of a script: what may stand bare, what has to be grouped, where -e matters.
#pragma once

#include "dockhone/shell/parser.h"
#include "part.h"

namespace dockhone::transforms {

// Fills chain, and_list, errexit_moot, sets_errexit, begins_with_errexit and calls.
void read_shape(const shell::Script& script, std::string_view text, Part& part);

}  // namespace dockhone::transforms
