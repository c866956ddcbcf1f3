// Tags as versions.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace dockhone::registry {

// "25.0.4_7-jdk-noble": numbers 25 0 4 7, words jdk noble.
struct Version {
  std::string_view tag;
  std::vector<std::string_view> numbers;  // without leading zeros
  std::vector<std::string_view> words;
  std::string_view codename;  // one of the words, "" where none names a release of a distribution
  bool prerelease = false;
  bool dated = false;  // holds a day, and never moves
};

// nullopt: the tag does not begin with a version.
std::optional<Version> parse_version(std::string_view tag);
// What is behind the version of a tag, or all of it where it has none: "lts", "alpine" of lts-alpine.
std::vector<std::string_view> words_of(std::string_view tag);

// By numbers; of two of which one continues the other, the longer is greater.
int compare(const Version& a, const Version& b);
// Whether `longer` continues the numbers of `shorter`, or has the same.
bool refines(const Version& longer, const std::vector<std::string_view>& shorter);
// Of two names of one image, whether `a` is the more exact: more numbers, then a codename, then a date, then
// the shorter one.
bool more_exact(const Version& a, const Version& b);
// A release of a distribution: trixie, noble, alpine3.24, ubi9.
bool is_codename(std::string_view word);

}  // namespace dockhone::registry
