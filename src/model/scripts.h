// Parsed scripts, kept by the identity of their instruction. Trees hold offsets, and texts are copied, so
// that they are good for every document that has the instruction.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "by_identity.h"
#include "dockhone/model/build.h"

namespace dockhone::model {

class Scripts {
 public:
  using Parsed = tl::expected<shell::Script, shell::ParseError>;

  const Parsed& get(const syntax::Instruction& instruction, shell::Dialect dialect);
  bool neutral(const syntax::Instruction& instruction) { return neutral(kept(instruction)); }
  // `shell`: of the state before the RUN.
  const RunScript& run(const syntax::Instruction& instruction, const ShellForm& shell);

 private:
  struct Tree {
    Parsed script;
    shell::Dialect dialect;
    const Tree* next;  // of the same instruction, in another dialect
  };
  struct Kept {
    std::string_view text;  // null data: not yet asked for
    const Tree* first = nullptr;
    RunScript run;
    std::vector<Call> calls;
    std::optional<bool> neutral;
    bool read = false;
    std::span<const shell::Dialect> dialects;  // that `run` was read in; of a constant array, as in all forms
  };

  static bool neutral(Kept& kept);
  Kept& kept(const syntax::Instruction& instruction);
  void read(Kept& kept, const syntax::Instruction& instruction, const ShellForm& shell);

  Arena texts_;
  std::deque<Tree> trees_;
  ByIdentity<Kept> kept_;
};

}  // namespace dockhone::model
