#include "dockhone/model/commands.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace dockhone::model {

bool WordSet::contains(std::string_view word) const {
  return all || std::find(words.begin(), words.end(), word) != words.end();
}

namespace {

// Rows of the table by a hash of their names.
class Index {
 public:
  Index() : slots_(std::bit_ceil(commands().size() * 4)) {
    for (const CommandFacts& row : commands()) {
      std::size_t at = hash(row.name);
      while (slots_[at & (slots_.size() - 1)] != nullptr) ++at;
      slots_[at & (slots_.size() - 1)] = &row;
    }
  }

  const CommandFacts* find(std::string_view name) const {
    for (std::size_t at = hash(name);; ++at) {
      const CommandFacts* row = slots_[at & (slots_.size() - 1)];
      if (row == nullptr || row->name == name) return row;
    }
  }

 private:
  static std::size_t hash(std::string_view name) {
    std::uint32_t hash = 0x811c9dc5u;
    for (char byte : name) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x01000193u;
    return hash ^ hash >> 15;
  }

  std::vector<const CommandFacts*> slots_;
};

}  // namespace

const CommandFacts* find_command(std::string_view name) {
  static const Index kIndex;
  return kIndex.find(name);
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
