// Runes and white space as Go's unicode package has them: the reference parser trims and splits by these.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dockhone::syntax {

inline constexpr char32_t kReplacement = 0xfffd;

struct Rune {
  char32_t value = 0;
  std::uint32_t width = 0;
};

// The rune at the start of a non-empty text; {kReplacement, 1} where it is malformed.
Rune decode_long_rune(std::string_view text);
inline Rune decode_rune(std::string_view text) {
  auto first = static_cast<unsigned char>(text[0]);
  return first < 0x80 ? Rune{first, 1} : decode_long_rune(text);
}
void append_long_rune(std::string& out, char32_t rune);
inline void append_rune(std::string& out, char32_t rune) {
  rune < 0x80 ? out.push_back(static_cast<char>(rune)) : append_long_rune(out, rune);
}

bool is_space(char32_t rune);
bool is_letter(char32_t rune);
bool is_digit(char32_t rune);

constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
constexpr bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Bytes of the white space rune at the start or end of a text; 0 where there is none.
std::uint32_t leading_space(std::string_view text);
std::uint32_t trailing_space(std::string_view text);

// Bytes of white space at the start of a text.
inline std::uint32_t indentation(std::string_view text) {
  std::uint32_t count = 0;
  while (count < text.size()) {
    char c = text[count];
    if (is_ascii_space(c)) {
      ++count;
    } else {
      if (is_ascii(c)) break;
      std::uint32_t width = leading_space(text.substr(count));
      if (width == 0) break;
      count += width;
    }
  }
  return count;
}

inline std::string_view trim_right(std::string_view text) {
  while (!text.empty()) {
    char c = text.back();
    std::uint32_t width = is_ascii_space(c) ? 1 : is_ascii(c) ? 0 : trailing_space(text);
    if (width == 0) break;
    text.remove_suffix(width);
  }
  return text;
}

inline std::string_view trim(std::string_view text) { return trim_right(text.substr(indentation(text))); }

// True where every byte belongs to well-formed UTF-8.
bool well_formed(std::string_view text);
// Each malformed byte replaced by U+FFFD.
std::string replace_malformed(std::string_view text);
// Lower case of ASCII letters and of the two other runes whose lower case is an ASCII letter.
std::string to_lower(std::string_view text);

}  // namespace dockhone::syntax
