// One line of comma-separated values, as options of --mount and --device are written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dockhone::syntax {

// False where quotes are misplaced or the line is empty.
bool split_csv(std::string_view line, std::vector<std::string>& fields);

}  // namespace dockhone::syntax
