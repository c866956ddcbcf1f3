// Looks for a short text in a longer one.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace dockhone {

// Quicker than std::string_view::find, which stops at every byte that equals the first one, and than memmem,
// which makes a table first.
bool contains(std::string_view text, std::string_view part);

inline bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return contains(text, part); });
}

}  // namespace dockhone
