// Caches of package managers, who needs them, and how they are removed.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "dockhone/model/build.h"

namespace dockhone::transforms::clean_caches {

// A row of transforms/knowledge/cleaners.
struct Cleaner {
  std::string_view cache;    // name in the knowledge of commands
  std::string_view program;  // that the command names; "" for rm
  std::string_view command;
  std::string_view path;  // what a cleaning that is there already speaks of
  // Later commands fail without it, rather than fetch it again.
  bool needed = false;
  // Only root can remove it; else it is the user's own.
  bool of_root = true;
  // Removes the same, without the program; right where none of the variables is set.
  std::string_view files = {};
  std::span<const std::string_view> variables = {};
};

// Defined by the generated table.
std::span<const Cleaner> cleaners();

// What a call does with a cache. kRemovesSome: and fails where there is nothing to remove.
enum class Use { kNone, kMakes, kRefreshes, kReads, kRemoves, kRemovesSome, kUnknown };
Use use_of(const model::RunScript& script, const model::Call& call, const Cleaner& cleaner);

}  // namespace dockhone::transforms::clean_caches
