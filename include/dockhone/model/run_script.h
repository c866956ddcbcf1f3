// The script of a shell-form RUN, and the commands in it, read through what is known about them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "dockhone/model/invocation.h"
#include "dockhone/shell/parser.h"

namespace dockhone::model {

// One simple command whose program is known before it runs.
struct Call {
  Invocation invocation;
  std::uint32_t item = 0;  // of the script's top-level list
  bool nested = false;     // inside a compound command, function or substitution: it may run often, or never
  bool guarded = false;    // behind `||` or `!`, or followed by `||`: its failure does not end the list
  bool piped = false;      // with other commands in a pipeline
};

// As every shell that may run it reads it.
struct RunScript {
  enum class Obstacle : std::uint8_t {
    kNone,
    kNoScript,       // exec form, a here-document, nothing
    kUnknownShell,   // not known to be a POSIX shell
    kSyntaxError,    // its shell would reject it
    kNotUnderstood,  // the parser does not model it
    kShellsDiffer,   // the shells that may run it read it differently
  };
  Obstacle obstacle = Obstacle::kNoScript;
  std::string_view text;                  // what spans in `script` and `calls` refer to
  const shell::Script* script = nullptr;  // null with an obstacle
  std::span<const Call> calls;            // in the order of the text, without those inside functions
};

}  // namespace dockhone::model
