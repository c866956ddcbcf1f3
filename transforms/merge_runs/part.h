// One RUN as a candidate for merging: what shape its script has, and what it would do to a neighbour.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/model/build.h"

namespace dockhone::transforms {

// Why something is left alone: a short key for counting, and the sentence for people.
struct Reason {
  std::string_view key;
  std::string why;
};

struct Part {
  std::size_t instruction = 0;
  Span body;                          // in the logical text: the script without trailing comment and `;`
  std::vector<std::uint32_t> joints;  // offsets of its own top-level `&&` in the logical text
  std::optional<Span> comment;        // trailing shell comment, in the logical text

  // A chain: and-list of external commands and stateless builtins. May stand bare anywhere in `A && B`.
  bool chain = false;
  // An and-list of any commands: may stand bare as the last, where its state leaks to nobody.
  bool and_list = false;
  // -e changes nothing in it: and-lists of simple commands all the way down.
  bool errexit_moot = false;
  // It may turn -e on.
  bool sets_errexit = false;
  // Its first command turns -e on, so that -e off before it makes no difference.
  bool begins_with_errexit = false;

  std::optional<Reason> refuse;              // nothing may be merged with it
  std::optional<Reason> nothing_after;       // nothing may follow it in the same RUN
  std::string_view text;                     // the script, which spans in `calls` refer to
  std::vector<const shell::Command*> calls;  // simple commands with a name, in order of the text
};

// A shell-form RUN without here-documents in a stage whose shell is known to be a POSIX shell.
Part analyse(const model::BuildModel& model, std::size_t instruction);

}  // namespace dockhone::transforms
