#include "dockhone/model/packages.h"

#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/base/wildcard.h"

namespace dockhone::model {

const AptPackage* find_apt_package(std::string_view name) {
  auto names = apt_names();
  auto at =
      std::lower_bound(names.begin(), names.end(), name,
                       [](const AptPackage& row, std::string_view wanted) { return row.name < wanted; });
  if (at != names.end() && at->name == name) return &*at;
  for (const AptPackage& row : apt_patterns()) {
    bool may = row.name[0] == '*' || row.name[0] == '?' || (!name.empty() && row.name[0] == name[0]);
    if (may && matches(row.name, name)) return &row;
  }
  return nullptr;
}

bool is_moot(const AptNeed& need, std::span<const std::string_view> installed) {
  return std::any_of(installed.begin(), installed.end(), [&](std::string_view name) {
    return name == need.package ||
           std::any_of(need.unless.begin(), need.unless.end(),
                       [&](std::string_view pattern) { return matches(pattern, name); });
  });
}

bool is_used(const AptNeed& need, std::string_view dockerfile) {
  return need.when.empty() || std::any_of(need.when.begin(), need.when.end(),
                                          [&](std::string_view text) { return contains(dockerfile, text); });
}

std::optional<bool> exists_in(const AptNeed& need, const image::SystemRelease& release) {
  if (need.debian.everywhere() && need.ubuntu.everywhere()) return true;
  const bool debian = release.distribution == image::Distribution::kDebian;
  if (!debian && release.distribution != image::Distribution::kUbuntu) return std::nullopt;
  const ReleaseRange& range = debian ? need.debian : need.ubuntu;
  if (range.never) return false;
  if (range.everywhere()) return true;
  if (release.codename.empty()) return std::nullopt;
  if (!range.first.empty() && !image::at_least(release, range.first).value_or(false)) return false;
  return range.last.empty() || release.codename == range.last ||
         !image::at_least(release, range.last).value_or(true);
}

}  // namespace dockhone::model
