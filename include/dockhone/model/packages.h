// What is known about packages of apt that lean on recommended ones: constant tables, generated at build time
// from transforms/knowledge/packages/apt.yaml. A package that is not there does without them.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "dockhone/image/release.h"

namespace dockhone::model {

// Releases by codename, both ends belong to it; an empty end is open.
struct ReleaseRange {
  std::string_view first;
  std::string_view last;
  bool never = false;

  bool everywhere() const { return !never && first.empty() && last.empty(); }
};

// A package to install by name where recommended ones are not installed.
struct AptNeed {
  std::string_view package;
  std::string_view purpose;  // completes "needs <package> for ..."
  // Names or patterns: the need is moot where one of them is installed too.
  std::span<const std::string_view> unless;
  // Texts: the need counts only where one of them occurs in the Dockerfile; empty: always.
  std::span<const std::string_view> when;
  // Where the need exists and the archive has the package.
  ReleaseRange debian;
  ReleaseRange ubuntu;
};

struct AptPackage {
  std::string_view name;  // or a pattern
  // Why recommended packages are not to be left out beside this one; empty: they may be.
  std::string_view keep;
  std::span<const AptNeed> needs;
};

// By name, without version, architecture or release; a name of the table decides before its patterns.
// nullptr: not known to rely on recommended packages.
const AptPackage* find_apt_package(std::string_view name);

// Whether the packages of one install make the need moot: they hold it, or bring it, or stand in for it.
bool is_moot(const AptNeed& need, std::span<const std::string_view> installed);
// Whether the Dockerfile shows the use that the need is for.
bool is_used(const AptNeed& need, std::string_view dockerfile);

// Whether the release has the need, and its archive the package. nullopt: the release is not known well
// enough.
std::optional<bool> exists_in(const AptNeed& need, const image::SystemRelease& release);

// Defined by the generated table: names in ascending order, patterns in the order in which they decide.
std::span<const AptPackage> apt_names();
std::span<const AptPackage> apt_patterns();

}  // namespace dockhone::model
