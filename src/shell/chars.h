// Character classes of the shell's lexer. One table: every loop over text asks it and nothing else.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace dockhone::shell {

enum CharClass : std::uint8_t {
  kStopsWord = 1,      // may end an unquoted word, or means something in it
  kStopsQuoted = 2,    // " $ ` backslash
  kStopsFragment = 4,  // what means something in arithmetic, subscripts and operands of ${}
  kEndsWord = 8,       // blank, newline or operator
  kNameStart = 16,
  kNameChar = 32,
  kDigit = 64,
  kMayRedirect = 128,  // may begin a redirection
};

constexpr std::array<std::uint8_t, 256> make_char_table() {
  std::array<std::uint8_t, 256> table{};
  auto mark = [&table](std::string_view chars, int bits) {
    for (char c : chars) table[static_cast<unsigned char>(c)] |= static_cast<std::uint8_t>(bits);
  };
  mark(" \t\n;&|<>()", kStopsWord | kEndsWord);
  mark("'\"`$\\*?[]{}~", kStopsWord);
  mark("\"$`\\", kStopsQuoted);
  mark("\"$`\\'(){}*?[]<>;~", kStopsFragment);
  mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", kNameStart | kNameChar);
  mark("0123456789", kNameChar | kDigit | kMayRedirect);
  mark("<>&{", kMayRedirect);
  return table;
}

inline constexpr std::array<std::uint8_t, 256> kCharTable = make_char_table();

constexpr bool is(char c, int bits) { return (kCharTable[static_cast<unsigned char>(c)] & bits) != 0; }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_special_parameter(char c) {
  return is(c, kDigit) || c == '@' || c == '*' || c == '#' || c == '?' || c == '-' || c == '$' || c == '!';
}

}  // namespace dockhone::shell
