// Unified diffs that `git apply` and `patch` take.
#pragma once

#include <string>
#include <string_view>

namespace dockhone::diff {

struct Options {
  std::string old_name;  // path after "a/", as git prints it (quoted C-style where it has to be)
  std::string new_name;  // path after "b/"
  int context = 3;
};

// Empty when the texts are equal. Lines end at '\n'; '\r' is part of a line; a missing final line end is
// marked as git does. Deterministic; bounded work: for texts far apart the result may not be the smallest.
// Both texts are smaller than 4 GiB.
std::string unified(std::string_view before, std::string_view after, const Options& options);

// A name in double quotes with C escapes, as git writes names that are not plain ASCII.
std::string quoted(std::string_view name);

}  // namespace dockhone::diff
