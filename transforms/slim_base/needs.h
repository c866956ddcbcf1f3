// Where what a stage uses of a full image comes from once its base is small.
#pragma once

#include <string>
#include <vector>

#include "dockhone/model/build.h"
#include "dockhone/rewrite/pass.h"
#include "transforms/slim_base/uses.h"
#include "transforms/slim_base/variant.h"

namespace dockhone::transforms::slim_base {

struct Needs {
  Verdict decline;
  std::vector<rewrite::Edit> edits;
  std::uint32_t end = 0;  // of the last instruction that the edits touch
  std::vector<rewrite::Difference> differences;
  std::vector<std::string> evidence;
  std::vector<std::string> assumptions;
};

// Packages join the stage's own installation; where there is none before the first use, a RUN of their own
// stands before it.
Needs bring(const model::BuildModel& model, const model::Stage& stage, const Uses& uses,
            const Variant& variant, std::string_view image);

}  // namespace dockhone::transforms::slim_base
