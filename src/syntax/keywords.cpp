#include "keywords.h"

#include <algorithm>
#include <array>
#include <string>

#include "dockhone/base/printable.h"
#include "unicode.h"

namespace dockhone::syntax {

namespace {

using enum FlagType;

constexpr FlagRule kAddFlags[] = {{"chown", kString},        {"chmod", kString},    {"link", kSwitch},
                                  {"keep-git-dir", kSwitch}, {"checksum", kString}, {"unpack", kSwitch},
                                  {"exclude", kStrings}};
constexpr FlagRule kCopyFlags[] = {{"chown", kString}, {"from", kString},     {"chmod", kString},
                                   {"link", kSwitch},  {"exclude", kStrings}, {"parents", kSwitch}};
constexpr FlagRule kFromFlags[] = {{"platform", kString}};
constexpr FlagRule kHealthFlags[] = {{"interval", kString},
                                     {"timeout", kString},
                                     {"start-period", kString},
                                     {"start-interval", kString},
                                     {"retries", kString}};
constexpr FlagRule kRunFlags[] = {
    {"mount", kStrings}, {"network", kString}, {"security", kString}, {"device", kStrings}};

// In the order of Keyword.
constexpr KeywordInfo kKeywords[] = {
    {"ADD", Shape::kList, kAddFlags},
    {"ARG", Shape::kArgs, {}},
    {"CMD", Shape::kCommand, {}},
    {"COPY", Shape::kList, kCopyFlags},
    {"ENTRYPOINT", Shape::kCommand, {}},
    {"ENV", Shape::kPairs, {}},
    {"EXPOSE", Shape::kWords, {}},
    {"FROM", Shape::kWords, kFromFlags},
    {"HEALTHCHECK", Shape::kHealth, kHealthFlags},
    {"LABEL", Shape::kPairs, {}},
    {"MAINTAINER", Shape::kLine, {}},
    {"ONBUILD", Shape::kTrigger, {}},
    {"RUN", Shape::kCommand, kRunFlags},
    {"SHELL", Shape::kCommand, {}},
    {"STOPSIGNAL", Shape::kLine, {}},
    {"USER", Shape::kLine, {}},
    {"VOLUME", Shape::kList, {}},
    {"WORKDIR", Shape::kLine, {}},
};

// The names hold letters only, and no other byte becomes a capital letter without bit 5.
bool same_name(std::string_view word, std::string_view upper) {
  if (word.size() != upper.size() || (word[0] & ~0x20) != upper[0]) return false;
  for (std::size_t i = 1; i < word.size(); ++i) {
    if ((word[i] & ~0x20) != upper[i]) return false;
  }
  return true;
}

std::optional<Keyword> find_ascii(std::string_view word) {
  if (word.empty()) return std::nullopt;
  for (std::size_t i = 0; i < std::size(kKeywords); ++i) {
    if (same_name(word, kKeywords[i].name)) return static_cast<Keyword>(i);
  }
  return std::nullopt;
}

}  // namespace

const KeywordInfo& info(Keyword keyword) { return kKeywords[static_cast<std::size_t>(keyword)]; }

std::string_view name(Keyword keyword) { return info(keyword).name; }

std::optional<Keyword> find_keyword(std::string_view word) {
  if (auto found = find_ascii(word)) return found;
  if (std::all_of(word.begin(), word.end(), is_ascii)) return std::nullopt;
  return find_ascii(to_lower(word));
}

std::string_view nearest_keyword(std::string_view word) {
  std::array<std::string_view, std::size(kKeywords)> names;
  std::transform(std::begin(kKeywords), std::end(kKeywords), names.begin(),
                 [](const KeywordInfo& row) { return row.name; });
  std::string upper(word.substr(0, 64));
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
  }
  return nearest(upper, names.data(), names.size());
}

}  // namespace dockhone::syntax
