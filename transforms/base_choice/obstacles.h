// What of a stage, and of those built on it, the successor of its base could not do.
#pragma once

#include <string>
#include <vector>

#include "dockhone/model/build.h"
#include "dockhone/model/context.h"
#include "transforms/base_choice/successor.h"

namespace dockhone::transforms::base_choice {

struct Judged {
  Verdict obstacle;
  std::vector<std::string> missing;  // packages that have to be installed first, for programs that are called
};

// Legal is the move where what the file names is there under the same name in the successor: packages, paths,
// and programs, which a package can bring. A RUN that is not understood could ask for anything.
Judged judge(const model::BuildModel& model, std::size_t stage, const Successor& successor,
             const System& system, const model::Context* context);

}  // namespace dockhone::transforms::base_choice
