// Words of ENV, LABEL and ARG: quotes and escapes keep blanks together and stay in the word.
#pragma once

#include <string_view>
#include <vector>

#include "dockhone/base/arena.h"
#include "dockhone/base/span.h"

namespace dockhone::syntax {

struct Word {
  Span span;              // in the text that was split
  std::string_view text;  // without a last lone escape character; malformed UTF-8 replaced
};

void split_words(std::string_view text, char escape, Arena& arena, std::vector<Word>& words);

// The separators between keyword and arguments, and between words of FROM, COPY, EXPOSE ...
constexpr bool is_separator(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r'; }

}  // namespace dockhone::syntax
