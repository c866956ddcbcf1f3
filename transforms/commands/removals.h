// Calls of rm that name a cache.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dockhone/model/build.h"
#include "dockhone/rewrite/change.h"

namespace dockhone::transforms {

struct Removals {
  // One of them fails where nothing is left that its pattern matches: rm without -f.
  bool must_find = false;
  // What each gets when the pattern matches other files than before, or none.
  std::vector<rewrite::Difference> differences;
};

// In the RUNs of the file from instruction `first` on.
Removals removals_of(const model::BuildModel& model, std::size_t first, std::string_view path);

}  // namespace dockhone::transforms
