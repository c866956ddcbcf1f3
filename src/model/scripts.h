// Parsed scripts, kept by the identity of their instruction.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "dockhone/model/build.h"

namespace dockhone::model {

class Scripts {
 public:
  using Parsed = tl::expected<shell::Script, shell::ParseError>;

  // A tree holds offsets only, so that it is good for every document that has the instruction.
  const Parsed& get(const syntax::Instruction& instruction, shell::Dialect dialect);

 private:
  struct Entry {
    Parsed script;
    shell::Dialect dialect;
    const Entry* next;  // of the same instruction, in another dialect
  };

  std::deque<Entry> entries_;
  std::vector<const Entry*> first_;  // by identity
};

}  // namespace dockhone::model
