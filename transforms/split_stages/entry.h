// What the container runs.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "dockhone/model/context.h"
#include "transforms/split_stages/outputs.h"

namespace dockhone::transforms::split_stages {

struct Process {
  std::string path;                // of the file that is run
  const Output* output = nullptr;  // never null
  bool by_name = false;            // found in PATH
};

struct Entry {
  std::vector<Process> processes;     // made by this stage
  std::vector<std::string> programs;  // called besides, that do not come from a compiler of this stage
  std::vector<std::string> scripts;   // files of the build context that were read
  std::string text;                   // ENTRYPOINT and CMD, as a person sees them
};

// Why the instructions of a stage alone do not tell what its container runs.
Verdict no_entry(const model::BuildModel& model, const model::Stage& stage);

// Of a stage for which no_entry says nothing.
tl::expected<Entry, Decline> entry_of(const model::BuildModel& model, const model::Stage& stage,
                                      Surroundings& surroundings, const Outputs& outputs,
                                      const model::Context* context);

}  // namespace dockhone::transforms::split_stages
