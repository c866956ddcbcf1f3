#include "version.h"

#include <algorithm>
#include <array>

#include "dockhone/image/release.h"

namespace dockhone::registry {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view digits_at(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  return text.substr(0, end);
}

std::string_view without_zeros(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

int compare_numbers(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("-_+"), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool is_early(std::string_view word) {
  constexpr std::array<std::string_view, 11> kWords = {
      "rc", "alpha", "beta", "dev", "pre", "preview", "nightly", "ea", "next", "edge", "snapshot"};
  const auto letters = word.substr(0, word.find_first_of("0123456789."));
  return std::find(kWords.begin(), kWords.end(), letters) != kWords.end() || word == "m1" ||
         word == "SNAPSHOT";
}

}  // namespace

bool is_codename(std::string_view word) {
  if (image::find_release(word)) return true;
  constexpr std::array<std::string_view, 11> kSystems = {"alpine", "ubi",   "ol",     "el",     "al",  "fc",
                                                         "fedora", "rocky", "debian", "ubuntu", "amzn"};
  const auto name = word.substr(0, word.find_first_of("0123456789"));
  return name.size() < word.size() && std::find(kSystems.begin(), kSystems.end(), name) != kSystems.end();
}

std::optional<Version> parse_version(std::string_view tag) {
  Version version;
  version.tag = tag;
  auto rest = tag;
  if (rest.starts_with('v')) rest.remove_prefix(1);
  bool dotted = false;
  for (;;) {
    const auto digits = digits_at(rest);
    if (digits.empty()) return std::nullopt;
    version.numbers.push_back(without_zeros(digits));
    version.dated = version.dated || digits.size() == 8;
    rest.remove_prefix(digits.size());
    const bool more =
        rest.size() > 1 && (rest[0] == '.' || rest[0] == '_' || rest[0] == '+') && is_digit(rest[1]);
    if (!more) break;
    dotted = dotted || rest[0] == '.';
    rest.remove_prefix(1);
  }
  // 3.15.0rc1 is a version; 1a2b3c4 is somebody's commit.
  if (!rest.empty() && is_letter(rest[0]) && !dotted) return std::nullopt;
  version.words = split(rest);
  for (const auto word : version.words) {
    version.prerelease = version.prerelease || is_early(word);
    version.dated = version.dated || digits_at(word).size() == 8;
    if (version.codename.empty() && is_codename(word)) version.codename = word;
  }
  return version;
}

std::vector<std::string_view> words_of(std::string_view tag) {
  const auto version = parse_version(tag);
  return version ? version->words : split(tag);
}

int compare(const Version& a, const Version& b) {
  const auto common = std::min(a.numbers.size(), b.numbers.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (const int order = compare_numbers(a.numbers[i], b.numbers[i]); order != 0) return order;
  }
  return a.numbers.size() == b.numbers.size() ? 0 : a.numbers.size() < b.numbers.size() ? -1 : 1;
}

bool refines(const Version& longer, const std::vector<std::string_view>& shorter) {
  return longer.numbers.size() >= shorter.size() &&
         std::equal(shorter.begin(), shorter.end(), longer.numbers.begin());
}

bool more_exact(const Version& a, const Version& b) {
  if (a.numbers.size() != b.numbers.size()) return a.numbers.size() > b.numbers.size();
  if (a.codename.empty() != b.codename.empty()) return b.codename.empty();
  if (a.dated != b.dated) return a.dated;
  if (a.tag.size() != b.tag.size()) return a.tag.size() < b.tag.size();
  return a.tag < b.tag;
}

}  // namespace dockhone::registry
