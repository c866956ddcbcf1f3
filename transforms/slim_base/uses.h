// What the instructions of a stage, and the process that it starts, use of a full image.
#pragma once

#include <string>
#include <vector>

#include "dockhone/image/reference.h"
#include "dockhone/model/build.h"
#include "dockhone/model/context.h"
#include "transforms/shared/fix.h"
#include "transforms/slim_base/table.h"
#include "transforms/slim_base/variant.h"

namespace dockhone::transforms::slim_base {

struct Use {
  const Brought* brought = nullptr;  // never null
  std::string program;
  std::size_t instruction = 0;              // that first calls it
  const shell::Command* command = nullptr;  // where the script is a RUN's own
  bool at_run_time = false;                 // by the process alone: any instruction of the stage may bring it
};

struct Uses {
  Verdict decline;
  std::vector<Use> uses;                 // the first one of each package
  bool has_process = false;              // the stage says what the container runs
  std::vector<std::string> assumptions;  // that nothing in the Dockerfile or the context supports
};

Uses uses_of(const model::BuildModel& model, const model::Stage& stage, const image::ImageRef& ref,
             const Variant& variant, const model::Context* context);

}  // namespace dockhone::transforms::slim_base
