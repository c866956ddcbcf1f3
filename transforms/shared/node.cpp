#include "node.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace dockhone::transforms {

namespace {

// The names of the releases with long-term support, from 4 on, each two later.
constexpr std::string_view kNames[] = {"argon",   "boron",   "carbon",   "dubnium", "erbium",
                                       "fermium", "gallium", "hydrogen", "iron",    "jod"};
constexpr int kFirstNamed = 4;

}  // namespace

bool is_node_since(const image::ImageRef& ref, int major) {
  if (ref.official() != "node") return false;
  std::string_view tag = ref.tag;
  int number = 0;
  if (std::from_chars(tag.data(), tag.data() + tag.size(), number).ec == std::errc()) return number >= major;
  std::string_view name = tag.substr(0, tag.find('-'));
  auto named = std::find(std::begin(kNames), std::end(kNames), name);
  if (named != std::end(kNames)) return kFirstNamed + 2 * (named - std::begin(kNames)) >= major;
  return ref.digest.empty();
}

bool is_node_since(const model::BaseRef& base, int major) {
  return base.kind == model::BaseRef::Kind::kImage && is_node_since(*base.image, major);
}

}  // namespace dockhone::transforms
