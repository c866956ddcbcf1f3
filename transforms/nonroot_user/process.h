// What the container runs, and whether that can do without root.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chain.h"
#include "dockhone/model/context.h"
#include "transforms/shared/fix.h"

namespace dockhone::transforms::nonroot {

struct Process {
  std::optional<Decline> refuse;      // it needs root, or may; the rest is then meaningless
  std::vector<std::string> programs;  // that it starts, by name
  bool interpreted = false;           // its program is source, beside which it may write
  bool writes_into_source = false;    // its framework does so for sure
  std::vector<std::string> assumptions = {};
};

// `chain` has a CMD or an ENTRYPOINT. `context` may be null.
Process read_process(const model::BuildModel& model, const Chain& chain, const model::Context* context);

}  // namespace dockhone::transforms::nonroot
