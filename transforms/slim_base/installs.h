// Whether what a package manager of a language installs has to be compiled.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dockhone/model/context.h"
#include "dockhone/model/invocation.h"
#include "transforms/shared/fix.h"
#include "transforms/slim_base/table.h"

namespace dockhone::transforms::slim_base {

struct Installed {
  Verdict decline;
  std::vector<std::string> assumptions;
  bool needs_git = false;
};

// nullopt: the call installs nothing of a language. `old_language`: one that ready-made packages of today
// leave out.
std::optional<Installed> installed_by(const model::Invocation& call, const model::Context* context,
                                      bool old_language);

}  // namespace dockhone::transforms::slim_base
