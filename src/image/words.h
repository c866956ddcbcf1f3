// How the words of a tag are read: shared by the layer and its generator, so without the layer's types.
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

}  // namespace dockhone::image
