#include "dockhone/model/packages.h"

#include <algorithm>

#include "dockhone/base/wildcard.h"

namespace dockhone::model {

const AptPackage* find_apt_package(std::string_view name) {
  auto names = apt_names();
  auto at = std::lower_bound(names.begin(), names.end(), name,
                             [](const AptPackage& row, std::string_view wanted) { return row.name < wanted; });
  if (at != names.end() && at->name == name) return &*at;
  for (const AptPackage& row : apt_patterns()) {
    if (matches(row.name, name)) return &row;
  }
  return nullptr;
}

bool is_moot(const AptNeed& need, std::span<const std::string_view> installed) {
  return std::any_of(installed.begin(), installed.end(), [&](std::string_view name) {
    return name == need.package || std::any_of(need.unless.begin(), need.unless.end(),
                                               [&](std::string_view pattern) { return matches(pattern, name); });
  });
}

bool is_used(const AptNeed& need, std::string_view dockerfile) {
  return need.when.empty() || std::any_of(need.when.begin(), need.when.end(), [&](std::string_view text) {
           return dockerfile.find(text) != std::string_view::npos;
         });
}

}  // namespace dockhone::model
