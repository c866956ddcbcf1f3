// Looks for a short text in a longer one. Quicker than std::string_view::find, which stops at every byte that
// equals the first one.
#pragma once

#include <cstring>
#include <initializer_list>
#include <string_view>

namespace dockhone {

inline bool contains(std::string_view text, std::string_view part) {
  return ::memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

inline bool contains_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  for (std::string_view part : parts) {
    if (contains(text, part)) return true;
  }
  return false;
}

}  // namespace dockhone
