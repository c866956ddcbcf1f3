// RUNs whose script begins with `cd DIRECTORY &&`.
#pragma once

#include <optional>
#include <string>

#include "directories.h"

namespace dockhone::transforms::workdir {

// Why something is left alone: a short key for counting, and the sentence for people.
struct Reason {
  std::string_view key;
  std::string why;
};

struct LeadingCd {
  std::size_t instruction = 0;
  Span cut;                      // source bytes from `cd` to the command behind `&&`
  std::string path;              // where it goes: absolute, clean
  std::string written;           // how WORKDIR would name it, variables kept
  bool removes = false;          // a command behind it may remove that directory
  std::optional<Reason> refuse;  // the `cd` cannot be taken away; `path` may be missing then
};

// A cheap look at the text, before anything is parsed.
bool begins_with_cd(const syntax::Instruction& instruction);

// nullopt where the script does not begin with a `cd` that all of it depends on. `directory` is where it
// runs.
std::optional<LeadingCd> read_cd(const model::BuildModel& model, std::size_t instruction,
                                 const Directory& directory);

}  // namespace dockhone::transforms::workdir
