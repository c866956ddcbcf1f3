#include "dockhone/model/commands.h"

#include <algorithm>
#include <array>

namespace dockhone::model {

bool WordSet::contains(std::string_view word) const {
  return all || std::find(words.begin(), words.end(), word) != words.end();
}

namespace {

// Where the names that begin with each byte start in the table.
std::array<std::uint16_t, 257> index_by_first_byte() {
  std::array<std::uint16_t, 257> index{};
  auto table = commands();
  for (std::size_t byte = 0, at = 0; byte < index.size(); ++byte) {
    while (at < table.size() && static_cast<unsigned char>(table[at].name[0]) < byte) ++at;
    index[byte] = static_cast<std::uint16_t>(at);
  }
  return index;
}

}  // namespace

const CommandFacts* find_command(std::string_view name) {
  static const auto kIndex = index_by_first_byte();
  if (name.empty()) return nullptr;
  auto byte = static_cast<unsigned char>(name[0]);
  for (const CommandFacts& facts : commands().subspan(kIndex[byte], kIndex[byte + 1u] - kIndex[byte])) {
    if (facts.name == name) return &facts;
  }
  return nullptr;
}

const CommandFacts* find_tool(std::string_view name) {
  const CommandFacts* exact = find_command(name);
  if (exact != nullptr || name.empty() || name.back() < '0' || name.back() > '9') return exact;
  auto last = name.find_last_not_of("0123456789.-");
  if (last == std::string_view::npos) return nullptr;
  const CommandFacts* found = find_command(name.substr(0, last + 1));
  return found != nullptr && found->tool != nullptr && found->tool->versioned ? found : nullptr;
}

const CacheFacts* find_cache(std::string_view name) {
  for (const CacheFacts& cache : caches()) {
    if (cache.name == name) return &cache;
  }
  return nullptr;
}

}  // namespace dockhone::model
