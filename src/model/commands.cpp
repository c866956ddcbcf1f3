#include "dockhone/model/commands.h"

#include <algorithm>

namespace dockhone::model {

bool WordSet::contains(std::string_view word) const {
  return all || std::find(words.begin(), words.end(), word) != words.end();
}

const CommandFacts* find_command(std::string_view name) {
  auto table = commands();
  auto at = std::lower_bound(table.begin(), table.end(), name,
                             [](const CommandFacts& facts, std::string_view wanted) { return facts.name < wanted; });
  return at != table.end() && at->name == name ? &*at : nullptr;
}

}  // namespace dockhone::model
