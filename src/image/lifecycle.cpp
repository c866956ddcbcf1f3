#include "dockhone/image/lifecycle.h"

#include <algorithm>

#include "dockhone/image/lifecycle_tables.h"
#include "dockhone/image/release.h"

namespace dockhone::image {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// 3.8.2 of 3.8.2-slim; "" where a tag begins with no number.
std::string_view leading_version(std::string_view tag) {
  if (tag.starts_with('v')) tag.remove_prefix(1);
  auto end = std::find_if(tag.begin(), tag.end(), [](char c) { return !is_digit(c) && c != '.'; });
  auto version = tag.substr(0, static_cast<std::size_t>(end - tag.begin()));
  while (version.ends_with('.')) version.remove_suffix(1);
  return version;
}

// 3.8.2 belongs to 3.8; 3 to none of them: it moves from one to the next.
const Cycle* cycle_of(const Product& product, std::string_view version) {
  const Cycle* found = nullptr;
  for (const Cycle& cycle : product.cycles) {
    bool inside = version.starts_with(cycle.name) &&
                  (version.size() == cycle.name.size() || version[cycle.name.size()] == '.');
    if (inside && (found == nullptr || cycle.name.size() > found->name.size())) found = &cycle;
  }
  return found;
}

bool is_over(const Cycle& cycle, std::string_view day) { return !cycle.ends.empty() && cycle.ends < day; }

const Product* product_of(std::string_view image) {
  auto rows = tables::image_products();
  auto at = std::lower_bound(rows.begin(), rows.end(), image,
                             [](const auto& row, std::string_view name) { return row.image < name; });
  return at != rows.end() && at->image == image ? at->product : nullptr;
}

const Product* product_of(Distribution distribution) {
  for (const auto& row : tables::distribution_products()) {
    if (row.distribution == distribution) return row.product;
  }
  return nullptr;
}

void add(const Product* product, std::string_view version, std::string_view day, std::vector<Ended>& out) {
  if (product == nullptr || version.empty()) return;
  const Cycle* cycle = cycle_of(*product, version);
  if (cycle == nullptr || !is_over(*cycle, day)) return;
  auto later = product->cycles.subspan(static_cast<std::size_t>(cycle - product->cycles.data()) + 1);
  auto next =
      std::find_if(later.begin(), later.end(), [&](const Cycle& each) { return !is_over(each, day); });
  out.push_back({product->name, cycle, next == later.end() ? nullptr : &*next});
}

}  // namespace

std::vector<Ended> ended(const ImageRef& ref, std::string_view day) {
  std::vector<Ended> out;
  const std::string_view official = ref.official();
  if (!official.empty()) add(product_of(official), leading_version(ref.tag), day, out);
  const SystemRelease release = system_release(ref);
  if (!release.moving) add(product_of(release.distribution), release.version, day, out);
  return out;
}

bool is_day(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() != kShape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kShape[i] == 'd' ? !is_digit(text[i]) : text[i] != kShape[i]) return false;
  }
  auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  return number(5) >= 1 && number(5) <= 12 && number(8) >= 1 && number(8) <= 31;
}

}  // namespace dockhone::image
