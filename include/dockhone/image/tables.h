// The layout of the generated tables; for src/image and its generator only. Strings are offsets into one
// text, so that the tables hold no pointer and the loader has nothing to relocate.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "dockhone/image/catalog.h"

namespace dockhone::image::tables {

struct Text {
  std::uint32_t offset = 0;
  std::uint16_t size = 0;
};

// One image of the registry: a row of CatalogTag.
struct Entry {
  Text names;  // separated by one blank
  Text exact;
  Text distro;
  Text variant;
  SystemShell shell = SystemShell::kUnknown;
};

struct Name {
  Text tag;
  std::uint16_t entry = 0;  // counted within its image
};

struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

struct Image {
  Text name;
  Text latest;
  Text no_latest_reason;
  Range entries;
  Range names;  // ascending by tag
};

struct Pattern {
  Text text;
  SystemShell shell = SystemShell::kUnknown;
};

// What is known of tags that the catalog does not list.
struct OfficialShell {
  Text name;
  SystemShell older = SystemShell::kUnknown;
  Range tags;  // of patterns: exceptions from `older`
};

struct Word {
  Text text;
  SystemShell shell = SystemShell::kUnknown;
};

extern const std::string_view kDate;
extern const char* const kText;
extern const std::span<const Image> kImages;  // ascending by name, as is kOfficialShells; kWords by text
extern const std::span<const Entry> kEntries;
extern const std::span<const Name> kNames;
extern const std::span<const OfficialShell> kOfficialShells;
extern const std::span<const Word> kWords;
extern const std::span<const Pattern> kPatterns;  // of tags of official images
extern const std::span<const Text> kMirrors;      // name prefixes before an official short name
extern const std::span<const Pattern> kOthers;    // of "registry/repository", in order

inline std::string_view view(Text text) { return {kText + text.offset, text.size}; }

}  // namespace dockhone::image::tables
