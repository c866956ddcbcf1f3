// What is known about full images and their small sisters: constant tables, generated at build time from
// transforms/knowledge/slim, where each field is explained.
#pragma once

#include <span>
#include <string_view>

#include "transforms/shared/lists.h"

namespace dockhone::transforms::slim_base {

// Versions: `prefix` and a number from first to last.
struct Versions {
  std::string_view prefix;
  unsigned first = 0;
  unsigned last = 0;
};

// Tags of full images: what stands in `words` or `versions`, and the ending. Neither: the ending alone.
struct Tags {
  std::string_view ending;
  std::string_view small;  // the ending of the small sister
  std::span<const Versions> versions;
  List words;
};

struct ImageTags {
  std::string_view image;  // the official short name
  std::span<const Tags> tags;
};

struct Brought {
  std::string_view package;
  List programs;
  List through;
  std::span<const std::string_view> with;
  List images;
  bool builds = false;
  bool tool = false;
};

struct StandIn {
  std::string_view package;
  List brings;
};

struct Packages {
  std::string_view manager;
  List plain;
  List prebuilt;
  List compiled;
};

std::span<const ImageTags> image_tags();
std::span<const Brought> brought();
std::span<const StandIn> stand_ins();
std::span<const Packages> packages();
List needs_man_pages();  // patterns

}  // namespace dockhone::transforms::slim_base
