// The patterns that knowledge files name images, tags and packages by.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace dockhone {

inline bool is_pattern(std::string_view text) { return text.find_first_of("*?[") != std::string_view::npos; }

// Shell patterns: * any text, ? one character, [a-z] one of these.
inline bool matches(std::string_view pattern, std::string_view text) {
  // Mostly the first byte tells.
  const char first = pattern.empty() ? '*' : pattern.front();
  const bool literal = first != '*' && first != '?' && first != '[';
  if (literal && (text.empty() || text.front() != first)) return false;
  // Length of the pattern's part that one character of the text matches; 0: none.
  const auto one = [](std::string_view part, char c) -> std::size_t {
    if (part.empty()) return 0;
    if (part[0] == '?' || (part[0] == c && c != '[')) return 1;
    if (part[0] != '[') return 0;
    const auto end = part.find(']');
    if (end == std::string_view::npos) return 0;
    for (std::size_t i = 1; i < end; ++i) {
      const bool range = i + 2 < end && part[i + 1] == '-';
      const char last = range ? part[i + 2] : part[i];
      if (part[i] <= c && c <= last) return end + 1;
      if (range) i += 2;
    }
    return 0;
  };
  std::size_t p = 0;
  std::size_t t = 0;
  std::optional<std::size_t> star;  // place after the last *
  std::size_t retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      retry = t;
    } else if (const auto size = one(pattern.substr(p), text[t]); size != 0) {
      p += size;
      ++t;
    } else if (star) {
      p = *star;
      t = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace dockhone
