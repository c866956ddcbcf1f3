// How the words of a tag, and patterns, are read: shared by the layer and its generator, so without the
// layer's types.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dockhone::image {

// Which shell the words of a text speak for.
template <class Shell>
struct Spoken {
  Shell shell{};     // Shell{} stands for unknown
  bool any = false;  // false: no word of it is known; true with an unknown shell: its words disagree
};

// `lookup` gives the shell of a word in lower case, if it is one; `none` is the shell that wins over others.
template <class Shell, class Lookup>
Spoken<Shell> spoken(std::string_view text, Shell none, Lookup lookup) {
  Spoken<Shell> result;
  bool disagree = false;
  std::string word;
  const auto take = [&] {
    std::optional<Shell> shell = lookup(std::string_view(word));
    if (!shell) {
      while (!word.empty() && word.back() >= '0' && word.back() <= '9') word.pop_back();
      shell = lookup(std::string_view(word));
    }
    word.clear();
    if (!shell) return;
    disagree |= result.any && result.shell != *shell;
    if (result.shell != none) result.shell = *shell;
    result.any = true;
  };
  for (const char c : text) {
    if (c == '-' || c == '_' || c == '.') {
      take();
    } else {
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  take();
  if (disagree && result.shell != none) result.shell = Shell{};
  return result;
}

// Shell patterns: * any text, ? one character, [a-z] one of these.
inline bool matches(std::string_view pattern, std::string_view text) {
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

}  // namespace dockhone::image
