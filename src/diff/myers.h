// Which lines differ, given lines as numbers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dockhone::diff {

// Lines [old_begin, old_end) give way to lines [new_begin, new_end); one of the two may be empty.
struct Region {
  std::uint32_t old_begin = 0;
  std::uint32_t old_end = 0;
  std::uint32_t new_begin = 0;
  std::uint32_t new_end = 0;
};

// Ascending, never adjacent. Equal numbers are equal lines, all below `count`. Smallest for inputs that are
// near each other; work is bounded, so for inputs far apart the regions may be larger than need be, never
// wrong.
std::vector<Region> compare(std::span<const std::uint32_t> old_lines,
                            std::span<const std::uint32_t> new_lines, std::uint32_t count);

}  // namespace dockhone::diff
