// A text that is searched for many words.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

#include "dockhone/base/contains.h"

namespace dockhone {

// Which pairs of neighbouring bytes occur in a text, as far as their lower five bits tell. One that lacks a
// pair of a word does not hold the word: most searches end there.
class BytePairs {
 public:
  explicit BytePairs(std::string_view text) {
    std::size_t pair = 0;
    for (char c : text) occurs_[pair = next(pair, c)] = true;
  }

  bool may_hold(std::string_view word) const {
    std::size_t pair = word.empty() ? 0 : next(0, word[0]);
    for (std::size_t i = 1; i < word.size(); ++i) {
      if (!occurs_[pair = next(pair, word[i])]) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t kPairs = 1 << 10;

  static std::size_t next(std::size_t pair, char c) {
    return (pair << 5 | (static_cast<unsigned char>(c) & 31u)) & (kPairs - 1);
  }

  std::array<bool, kPairs> occurs_{};
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
