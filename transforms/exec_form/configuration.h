// What the image's configuration makes of a CMD and an ENTRYPOINT together.
#pragma once

#include <cstdint>
#include <vector>

#include "dockhone/model/build.h"

namespace dockhone::transforms::exec_form {

// Who is started with the words of a CMD.
enum class Reader : std::uint8_t {
  kNobody,   // no ENTRYPOINT, or one that runs its arguments as they are: the CMD itself is started
  kProgram,  // an ENTRYPOINT in exec form: it sees the CMD's words as its arguments
  kShell,    // an ENTRYPOINT in shell form, which ignores CMD
  kUnknown,  // the ENTRYPOINT of a base image
};

struct StageConfiguration {
  std::size_t cmd = model::kNone;         // its last CMD, by instruction
  std::size_t entrypoint = model::kNone;  // its last ENTRYPOINT
  Reader reader = Reader::kUnknown;       // of its CMD
  bool cmd_above = false;                 // it or a stage that it is built on has a CMD
  bool cmd_below = false;                 // a stage that is built on it has a CMD
  bool entrypoint_below = false;
};

// Of every stage. One walk over the document.
std::vector<StageConfiguration> configurations(const model::BuildModel& model);

}  // namespace dockhone::transforms::exec_form
