// What a RUN does that a following command in the same RUN would notice, and that it would not notice in a
// RUN of its own: processes left behind, files that are fresh for every RUN, a working directory that is
// gone, another /bin/sh, accounts looked up at start.
#pragma once

#include "part.h"

namespace dockhone::transforms {

struct ScriptView {
  std::string_view text;
  shell::Dialect dialect;
  const model::State& state;
};

// Fills part.refuse and part.nothing_after.
void find_traps(const shell::Script& script, const ScriptView& view, Part& part);

// Scripts inside scripts (sh -c '...') are looked into this deep.
inline constexpr int kNestedScripts = 3;
// Commands that run commands (sudo env timeout ...) are followed this deep.
inline constexpr int kNestedCommands = 4;

}  // namespace dockhone::transforms
