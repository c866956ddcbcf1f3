// Patterns of paths, as in .gitignore but without negation.
#pragma once

#include <string_view>

namespace dockhone::app {

// True when the pattern matches the path or a directory above it. Without a slash (but at its end) a pattern
// matches a name at any depth, else the path from its start. * and ? stop at slashes, ** does not.
// Time is bounded by the product of both lengths.
bool glob_covers(std::string_view pattern, std::string_view path);

}  // namespace dockhone::app
