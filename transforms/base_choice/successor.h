// What carries on for images that get no fixes any more: constant tables, generated at build time from
// transforms/knowledge/successors, and the tag of the successor that corresponds to one of theirs.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "dockhone/image/reference.h"
#include "transforms/shared/fix.h"

namespace dockhone::transforms::base_choice {

using Words = std::span<const std::string_view>;

struct Gone {
  std::string_view program;
  std::string_view package;  // that brings it
};

// A distribution that tags of the deprecated image name, and what is known about the successor's.
struct System {
  Words words;          // of tags
  int plain_first = 0;  // major versions whose tags that hold no such word are of it
  int plain_last = 0;
  std::string_view tag;   // word of the successor's tag
  bool accounts = false;  // it has a user 1000 of its own
  std::string_view manager;
  std::span<const Gone> gone;  // programs that the successor lacks
  Words packages;              // ascending: there under the same name
};

// Tags that name no version, and move no more.
struct Frozen {
  std::string_view image;
  std::string_view word;  // for a distribution; empty: any
  std::string_view kind;  // empty: any
  std::string_view version;
};

struct Successor {
  Words images;  // official short names
  std::string_view name;
  std::string_view since;
  Words prefixes;
  Words kinds;   // the first is meant where a tag names none
  Words absent;  // texts that speak of what the successor has not
  std::string_view home;
  Words home_holds;
  std::span<const System> systems;
  std::span<const Frozen> frozen;
};

// Defined by the generated table.
std::span<const Successor> successors();

// Null: the image is not deprecated, as far as is known.
const Successor* find_successor(const image::ImageRef& ref);

struct Corresponding {
  std::string tag;
  const System* system = nullptr;  // never null
};

struct Candidates {
  std::vector<Corresponding> tags;  // the best first; never empty
  std::string_view frozen;          // the version that the tag, which names none, stayed at; else empty
  std::string exact;  // the release that the tag named, of which the successor has the major version only
};

// Of the same major version, kind and family of distributions, listed in the catalog.
tl::expected<Candidates, Decline> corresponding(const Successor& successor, const image::ImageRef& ref);

}  // namespace dockhone::transforms::base_choice
