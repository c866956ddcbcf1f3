// Paths of the image, by their text alone: no file is looked at.
#pragma once

#include <string>
#include <string_view>

namespace dockhone {

// Without `.`, `..`, doubled and trailing slashes, as far as the text tells: a relative path keeps the `..`
// that lead out of it, and those behind a leading `~`; it is `.` where nothing is left.
std::string normal_path(std::string_view path);

// The normal path of `path`, which is relative to `directory` unless it is absolute.
std::string joined_path(std::string_view directory, std::string_view path);

// Is it the directory, or below it? Both are normal.
bool is_within(std::string_view path, std::string_view directory);

}  // namespace dockhone
