#include "scripts.h"

namespace dockhone::model {

std::shared_ptr<Scripts> make_scripts() { return std::make_shared<Scripts>(); }

const Scripts::Parsed& Scripts::get(const syntax::Instruction& instruction, shell::Dialect dialect) {
  if (instruction.identity >= first_.size()) first_.resize(instruction.identity + 16);
  const Entry*& first = first_[instruction.identity];
  for (const Entry* entry = first; entry != nullptr; entry = entry->next) {
    if (entry->dialect == dialect) return entry->script;
  }
  first = &entries_.emplace_back(Entry{shell::parse(instruction.rest_text(), dialect), dialect, first});
  return first->script;
}

}  // namespace dockhone::model
