// The layout of the generated tables behind dockhone/image/release.h; for src/image and its generator only.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "dockhone/image/release.h"

namespace dockhone::image::tables {

struct Release {
  Distribution distribution;
  std::string_view version;
  std::string_view codename;
  bool everyday;  // the codename is a word of everyday language, or of something else
};

struct Suite {
  std::string_view name;
  std::string_view codename;
};

struct SystemWord {
  std::string_view word;
  Distribution distribution;
  bool numbered;  // counts only with a version right behind it
};

struct SystemImage {
  std::string_view pattern;
  Distribution distribution;
  bool is;                   // it is the distribution: a number in the tag is its version
  std::string_view version;  // of all tags; empty: the tag says
  PackageManager manager;    // kUnknown: the distribution's
};

std::span<const Release> releases();  // of each distribution the oldest first
std::span<const Suite> suites();
std::span<const SystemWord> system_words();
std::span<const SystemImage> system_images();

}  // namespace dockhone::image::tables
