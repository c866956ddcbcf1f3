// When the support of what an image is made of ends: a constant table, generated at build time from
// transforms/knowledge/lifecycle (endoflife.date, dated there).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/image/reference.h"

namespace dockhone::image {

// Days are ISO dates, which order as texts do; "" where none is known.
struct Cycle {
  std::string_view name;      // "3.8"
  std::string_view ends;      // the last day of support
  std::string_view extended;  // of support for those who pay or ask for it; only where it is longer
};

struct Product {
  std::string_view name;          // "debian"
  std::span<const Cycle> cycles;  // the oldest first
};

struct Ended {
  std::string_view product;
  const Cycle* cycle = nullptr;  // never null
  const Cycle* successor =
      nullptr;  // the nearest later cycle that is supported on the day; null: none is known
};

// What of an image is beyond its support on a day: the product that it is named after, and the distribution
// that it is made of, once each. Only what name and tag say without doubt.
std::vector<Ended> ended(const ImageRef& ref, std::string_view day);

// Whether a text is an ISO date: 2026-11-23.
bool is_day(std::string_view text);

}  // namespace dockhone::image
