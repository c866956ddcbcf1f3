#include <algorithm>
#include <array>
#include <string>

#include "source.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::add_to_copy {

namespace {

// Extensions longer than this are in no table.
constexpr std::size_t kLongest = 16;

}  // namespace

bool never_archive(std::string_view base) {
  if (lists::kPlainNames.contains(base)) return true;
  auto dot = base.rfind('.');
  if (dot == std::string_view::npos || base.size() - dot - 1 > kLongest) return false;
  std::array<char, kLongest> lower{};
  std::string_view extension = base.substr(dot + 1);
  std::transform(extension.begin(), extension.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  extension = {lower.data(), extension.size()};
  return lists::kPlainExtensions.contains(extension) ||
         (lists::kPlainSuffixes.contains(extension) && never_archive(base.substr(0, dot)));
}

}  // namespace dockhone::transforms::add_to_copy
