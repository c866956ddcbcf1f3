// Who has to own what, and where the instructions that see to it stand.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "account.h"
#include "chain.h"
#include "process.h"
#include "transforms/shared/fix.h"

namespace dockhone::transforms::nonroot {

struct Ownership {
  std::optional<Decline> refuse;
  std::vector<std::size_t> copies;       // COPY and ADD whose files become the user's
  std::vector<std::string> directories;  // that become the user's, but not what is in them
  std::vector<std::string> missing;      // of these: what has to be made
  std::vector<std::string> assumptions;
  std::size_t run =
      0;  // the RUN that makes them stands in front of this instruction, or at the end of the stage
  std::size_t user = 0;  // so does USER
};

// `context` may be null.
Ownership plan_ownership(const model::BuildModel& model, const Chain& chain, const model::Context* context,
                         const Process& process, const Account& account);

}  // namespace dockhone::transforms::nonroot
