// Reserved words. Which of them a dialect knows is decided where they are looked up.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "dockhone/shell/parser.h"

namespace dockhone::shell {

enum class Keyword : std::uint8_t {
  kNone,
  kBang,
  kOpenBrace,
  kIf,
  kFor,
  kWhile,
  kUntil,
  kCase,
  kFunction,  // bash, ash
  kTest,      // bash [[
  kSelect,    // bash
  kTime,      // bash
  kCoproc,    // bash
  kIn,        // reserved, but begins nothing
  kEndTest,   // bash ]]: likewise
  kThen,      // from here on: words that end a list
  kElif,
  kElse,
  kFi,
  kDo,
  kDone,
  kEsac,
  kCloseBrace,
};

constexpr bool ends_list(Keyword keyword) { return keyword >= Keyword::kThen; }

// Most commands begin with another byte than any reserved word.
inline constexpr std::array<bool, 256> kBeginsKeyword = [] {
  std::array<bool, 256> table{};
  for (char c : std::string_view("!{}[]cdefistuw")) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

// The reserved word that `word` is in the dialect.
Keyword keyword(std::string_view word, Dialect dialect);

// dash and busybox ash take a function's name only when it is a name and no special builtin's.
bool names_special_builtin(std::string_view word, Dialect dialect);

// Builtins of bash whose arguments may assign arrays.
bool takes_arrays(std::string_view word);

// [[ ]] operators of bash.
bool is_unary_test(std::string_view word);
bool is_binary_test(std::string_view word);

}  // namespace dockhone::shell
