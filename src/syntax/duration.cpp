#include "duration.h"

namespace dockhone::syntax {

namespace {

constexpr std::uint64_t kLimit = std::uint64_t{1} << 63;

struct Unit {
  std::string_view name;
  std::uint64_t nanoseconds;
};

constexpr Unit kUnits[] = {{"ns", 1},
                           {"us", 1'000},
                           {"\xc2\xb5s", 1'000},  // micro sign
                           {"\xce\xbcs", 1'000},  // Greek mu
                           {"ms", 1'000'000},
                           {"s", 1'000'000'000},
                           {"m", 60'000'000'000},
                           {"h", 3'600'000'000'000}};

bool is_digit_char(char c) { return c >= '0' && c <= '9'; }

bool starts_with_digit(std::string_view text) { return !text.empty() && is_digit_char(text[0]); }

bool whole_part(std::string_view& text, std::uint64_t& value) {
  for (value = 0; starts_with_digit(text); text.remove_prefix(1)) {
    if (value > kLimit / 10) return false;
    value = value * 10 + static_cast<std::uint64_t>(text[0] - '0');
    if (value > kLimit) return false;
  }
  return true;
}

// Digits that no longer fit are cut off.
void fraction_part(std::string_view& text, std::uint64_t& value, double& scale) {
  bool full = false;
  for (; starts_with_digit(text); text.remove_prefix(1)) {
    if (full) continue;
    std::uint64_t next = value * 10 + static_cast<std::uint64_t>(text[0] - '0');
    full = value > (kLimit - 1) / 10 || next > kLimit;
    if (full) continue;
    value = next;
    scale *= 10;
  }
}

// One number with its unit, added to `total`.
bool part(std::string_view& text, std::uint64_t& total) {
  std::uint64_t value = 0, fraction = 0;
  double scale = 1;
  bool digits = starts_with_digit(text);
  if (!whole_part(text, value)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits |= starts_with_digit(text);
    fraction_part(text, fraction, scale);
  }
  std::size_t length = 0;
  while (length < text.size() && text[length] != '.' && !is_digit_char(text[length])) ++length;
  if (!digits) return false;
  for (const Unit& unit : kUnits) {
    if (text.substr(0, length) != unit.name) continue;
    text.remove_prefix(length);
    if (value > kLimit / unit.nanoseconds) return false;
    value *= unit.nanoseconds;
    if (fraction > 0) {
      auto factor = static_cast<double>(unit.nanoseconds) / scale;
      value += static_cast<std::uint64_t>(static_cast<double>(fraction) * factor);
    }
    if (value > kLimit) return false;
    total += value;
    return total <= kLimit;
  }
  return false;
}

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text) {
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return 0;
  if (text.empty()) return std::nullopt;
  std::uint64_t total = 0;
  while (!text.empty()) {
    if (!part(text, total)) return std::nullopt;
  }
  if (negative) return static_cast<std::int64_t>(~total + 1);
  if (total >= kLimit) return std::nullopt;
  return static_cast<std::int64_t>(total);
}

}  // namespace dockhone::syntax
