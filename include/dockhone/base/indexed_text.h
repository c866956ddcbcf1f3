// A text that is searched for many words.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "dockhone/base/contains.h"

namespace dockhone {

// Which pairs of neighbouring bytes occur in a text, as far as their lower five bits tell. One that lacks a
// pair of a word does not hold the word: most searches end there.
class BytePairs {
 public:
  explicit BytePairs(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
      std::size_t pair = number(text[i - 1], text[i]);
      bits_[pair / 64] |= std::uint64_t{1} << pair % 64;
    }
  }

  bool may_hold(std::string_view word) const {
    for (std::size_t i = 1; i < word.size(); ++i) {
      std::size_t pair = number(word[i - 1], word[i]);
      if ((bits_[pair / 64] >> pair % 64 & 1) == 0) return false;
    }
    return true;
  }

 private:
  static std::size_t number(char first, char second) {
    return static_cast<std::size_t>((first & 31) << 5 | (second & 31));
  }

  std::array<std::uint64_t, 16> bits_{};
};

// Refers to both, which must outlive it.
class IndexedText {
 public:
  IndexedText(std::string_view text, const BytePairs& pairs) : text_(text), pairs_(&pairs) {}

  std::string_view view() const { return text_; }
  bool holds(std::string_view word) const { return pairs_->may_hold(word) && contains(text_, word); }
  bool holds_any(std::initializer_list<std::string_view> words) const { return first_of(words) != nullptr; }
  // The first of a list of words that the text holds; nullptr: none.
  template <class Words>
  const std::string_view* first_of(const Words& words) const {
    for (const std::string_view& word : words) {
      if (holds(word)) return &word;
    }
    return nullptr;
  }

 private:
  std::string_view text_;
  const BytePairs* pairs_;
};

}  // namespace dockhone
