#include "myers.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace dockhone::diff {

namespace {

using Lines = std::span<const std::uint32_t>;

// Edits looked for from each end of one box before the best point so far is taken as good enough.
constexpr int kMaxCost = 512;
// Steps of one comparison altogether; what is left over then counts as changed.
constexpr long kMaxSteps = 20'000'000;
constexpr int kNowhere = -(1 << 29);

// Eugene W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), section 4b: meet in the
// middle, so that memory stays linear.
class Myers {
 public:
  Myers(Lines old_lines, Lines new_lines) : old_(old_lines), new_(new_lines) {}

  std::vector<Region> run() {
    pending_.push_back({0, size(old_), 0, size(new_)});
    while (!pending_.empty()) {
      Region box = pending_.back();
      pending_.pop_back();
      trim(box);
      if (box.old_begin == box.old_end || box.new_begin == box.new_end || steps_ > kMaxSteps) {
        add(box);
      } else {
        split(box);
      }
    }
    return std::move(found_);
  }

 private:
  struct Point {
    int x = 0;
    int y = 0;
  };

  static std::uint32_t size(Lines lines) { return static_cast<std::uint32_t>(lines.size()); }

  void trim(Region& box) {
    while (box.old_begin < box.old_end && box.new_begin < box.new_end &&
           old_[box.old_begin] == new_[box.new_begin]) {
      ++box.old_begin;
      ++box.new_begin;
    }
    while (box.old_begin < box.old_end && box.new_begin < box.new_end &&
           old_[box.old_end - 1] == new_[box.new_end - 1]) {
      --box.old_end;
      --box.new_end;
    }
  }

  void add(const Region& box) {
    if (box.old_begin == box.old_end && box.new_begin == box.new_end) return;
    if (!found_.empty() && found_.back().old_end == box.old_begin && found_.back().new_end == box.new_begin) {
      found_.back().old_end = box.old_end;
      found_.back().new_end = box.new_end;
    } else {
      found_.push_back(box);
    }
  }

  void split(const Region& box) {
    Point middle = meet(old_.subspan(box.old_begin, box.old_end - box.old_begin),
                        new_.subspan(box.new_begin, box.new_end - box.new_begin));
    auto x = box.old_begin + static_cast<std::uint32_t>(middle.x);
    auto y = box.new_begin + static_cast<std::uint32_t>(middle.y);
    pending_.push_back({x, box.old_end, y, box.new_end});
    pending_.push_back({box.old_begin, x, box.new_begin, y});
  }

  // Extends one diagonal by one edit and the equal lines behind it; kNowhere when that leaves the box.
  template <class Equal>
  int reach(std::vector<int>& furthest, int k, int n, int m, Equal equal) {
    int* at = furthest.data() + centre_ + k;
    int right = at[-1] + 1 > n ? kNowhere : at[-1] + 1;
    int down = at[1] - k > m ? kNowhere : at[1];
    int x = std::max(right, down);
    if (x < 0) return *at = kNowhere;
    int start = x;
    for (int y = x - k; x < n && y < m && equal(x, y); ++x) ++y;
    steps_ += 1 + x - start;
    return *at = x;
  }

  // A point that an optimal path goes through, or a good one when the path is long. Neither corner, given
  // that the box is trimmed and neither side of it is empty.
  Point meet(Lines a, Lines b) {
    int n = static_cast<int>(a.size());
    int m = static_cast<int>(b.size());
    int delta = n - m;
    bool odd = (delta & 1) != 0;
    int limit = std::min(kMaxCost, (n + m + 1) / 2);
    centre_ = limit + 2;
    forward_.assign(static_cast<std::size_t>(2 * centre_ + 1), kNowhere);
    backward_.assign(static_cast<std::size_t>(2 * centre_ + 1), kNowhere);
    forward_[centre_ + 1] = backward_[centre_ + 1] = 0;
    auto from_start = [&](int x, int y) { return a[x] == b[y]; };
    auto from_end = [&](int x, int y) { return a[n - 1 - x] == b[m - 1 - y]; };
    Point best{0, 0};
    for (int d = 0; d <= limit; ++d) {
      best = {0, 0};
      int low = d <= m ? -d : -m + ((d - m) & 1);
      int high = d <= n ? d : n - ((d - n) & 1);
      for (int k = low; k <= high; k += 2) {
        int x = reach(forward_, k, n, m, from_start);
        if (x < 0) continue;
        if (odd && std::abs(delta - k) < d && x + backward_[centre_ + delta - k] >= n) return {x, x - k};
        if (2 * x - k > best.x + best.y) best = {x, x - k};
      }
      for (int k = low; k <= high; k += 2) {
        int x = reach(backward_, k, n, m, from_end);
        if (x < 0 || odd || std::abs(delta - k) > d) continue;
        if (x + forward_[centre_ + delta - k] >= n) return {n - x, m - (x - k)};
      }
    }
    return best;
  }

  Lines old_;
  Lines new_;
  std::vector<Region> pending_;
  std::vector<Region> found_;
  std::vector<int> forward_;
  std::vector<int> backward_;
  int centre_ = 0;  // index of diagonal 0
  long steps_ = 0;
};

}  // namespace

namespace {

// The lines of one side that the other has too, and where they stand.
struct Shared {
  std::vector<std::uint32_t> lines;
  std::vector<std::uint32_t> places;
};

Shared shared(Lines lines, const std::vector<bool>& in_other) {
  Shared found;
  found.lines.reserve(lines.size());
  found.places.reserve(lines.size());
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    if (!in_other[lines[i]]) continue;
    found.lines.push_back(lines[i]);
    found.places.push_back(i);
  }
  return found;
}

std::vector<bool> present(Lines lines, std::uint32_t count) {
  std::vector<bool> found(count);
  for (std::uint32_t line : lines) found[line] = true;
  return found;
}

}  // namespace

// A line that only one side has is an edit whatever the rest is: leaving it out of the comparison keeps the
// result as small as it can be and makes most comparisons trivial.
std::vector<Region> compare(Lines old_lines, Lines new_lines, std::uint32_t count) {
  Shared old_side = shared(old_lines, present(new_lines, count));
  Shared new_side = shared(new_lines, present(old_lines, count));
  std::vector<Region> regions;
  Region open{};  // from behind the last pair of equal lines
  auto pair = [&](std::uint32_t x, std::uint32_t y) {
    if (open.old_begin < x || open.new_begin < y) regions.push_back({open.old_begin, x, open.new_begin, y});
    open.old_begin = x + 1;
    open.new_begin = y + 1;
  };
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  auto equal_until = [&](std::uint32_t end) {
    for (; x < end; ++x, ++y) pair(old_side.places[x], new_side.places[y]);
  };
  for (const Region& region : Myers(old_side.lines, new_side.lines).run()) {
    equal_until(region.old_begin);
    x = region.old_end;
    y = region.new_end;
  }
  equal_until(static_cast<std::uint32_t>(old_side.lines.size()));
  auto old_size = static_cast<std::uint32_t>(old_lines.size());
  auto new_size = static_cast<std::uint32_t>(new_lines.size());
  if (open.old_begin < old_size || open.new_begin < new_size) {
    regions.push_back({open.old_begin, old_size, open.new_begin, new_size});
  }
  return regions;
}

}  // namespace dockhone::diff
