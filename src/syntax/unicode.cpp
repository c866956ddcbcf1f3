#include "unicode.h"

#include <algorithm>
#include <iterator>

#include "unicode_tables.h"

namespace dockhone::syntax {

namespace {

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

template <std::size_t kCount>
bool in_ranges(const RuneRange (&ranges)[kCount], char32_t rune) {
  auto after = std::upper_bound(std::begin(ranges), std::end(ranges), rune,
                                [](char32_t value, const RuneRange& range) { return value < range.first; });
  return after != std::begin(ranges) && rune <= (after - 1)->last;
}

std::size_t sequence_length(unsigned lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

}  // namespace

Rune decode_long_rune(std::string_view text) {
  constexpr Rune kMalformed{kReplacement, 1};
  unsigned lead = byte_at(text, 0);
  std::size_t length = sequence_length(lead);
  if (length == 0 || text.size() < length) return kMalformed;
  char32_t rune = lead & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(text, i) & 0xc0u) != 0x80u) return kMalformed;
    rune = rune << 6 | (byte_at(text, i) & 0x3fu);
  }
  bool surrogate = rune >= 0xd800 && rune < 0xe000;
  if (length == 3 && (rune < 0x800 || surrogate)) return kMalformed;
  if (length == 4 && (rune < 0x10000 || rune > 0x10ffff)) return kMalformed;
  return {rune, static_cast<std::uint32_t>(length)};
}

void append_long_rune(std::string& out, char32_t rune) {
  if (rune > 0x10ffff || (rune >= 0xd800 && rune < 0xe000)) rune = kReplacement;
  auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (rune < 0x800) {
    put(0xc0 | rune >> 6);
  } else if (rune < 0x10000) {
    put(0xe0 | rune >> 12);
    put(0x80 | (rune >> 6 & 0x3f));
  } else {
    put(0xf0 | rune >> 18);
    put(0x80 | (rune >> 12 & 0x3f));
    put(0x80 | (rune >> 6 & 0x3f));
  }
  put(0x80 | (rune & 0x3f));
}

bool is_space(char32_t rune) {
  if (rune < 0x80) return is_ascii_space(static_cast<char>(rune));
  return rune == 0x85 || rune == 0xa0 || rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200a) ||
         rune == 0x2028 || rune == 0x2029 || rune == 0x202f || rune == 0x205f || rune == 0x3000;
}

bool is_letter(char32_t rune) {
  if (rune < 0x80) return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z');
  return in_ranges(kLetters, rune);
}

bool is_digit(char32_t rune) {
  if (rune < 0x80) return rune >= '0' && rune <= '9';
  return in_ranges(kDigits, rune);
}

std::uint32_t leading_space(std::string_view text) {
  if (text.empty()) return 0;
  Rune rune = decode_rune(text);
  return is_space(rune.value) ? rune.width : 0;
}

std::uint32_t trailing_space(std::string_view text) {
  for (std::uint32_t width = 1; width <= 3 && width <= text.size(); ++width) {
    Rune rune = decode_rune(text.substr(text.size() - width));
    if (rune.width == width && is_space(rune.value)) return width;
  }
  return 0;
}

bool well_formed(std::string_view text) {
  while (!text.empty()) {
    if (is_ascii(text[0])) {
      text.remove_prefix(1);
      continue;
    }
    Rune rune = decode_rune(text);
    if (rune.width == 1) return false;
    text.remove_prefix(rune.width);
  }
  return true;
}

std::string replace_malformed(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    Rune rune = decode_rune(text);
    append_rune(out, rune.value);
    text.remove_prefix(rune.width);
  }
  return out;
}

std::string to_lower(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    constexpr std::string_view kKelvin = "\xe2\x84\xaa", kDottedI = "\xc4\xb0";
    char c = text[i];
    if (c >= 'A' && c <= 'Z') {
      out.push_back(static_cast<char>(c | 0x20));
    } else if (text.substr(i).starts_with(kKelvin)) {
      out.push_back('k');
      i += kKelvin.size() - 1;
    } else if (text.substr(i).starts_with(kDottedI)) {
      out.push_back('i');
      i += kDottedI.size() - 1;
    } else {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace dockhone::syntax
