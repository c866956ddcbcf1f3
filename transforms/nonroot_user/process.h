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
  bool only_answers = true;           // each is asked for its version, or its help
  bool interpreted = false;           // its program is source, beside which it may write
  bool packaged = false;              // one of its programs comes with a package or the base image
  bool runs_own = false;              // a file of the application is named, and no program of a package
  bool foreign = false;               // what runs is not, or need not be, among the sources in the context
  bool writes_into_source = false;    // its framework does so for sure
  bool writes_to_directory = false;   // a script that starts it writes to its working directory
  std::vector<std::string> assumptions = {};
};

// `chain` has a CMD or an ENTRYPOINT. `context` may be null. `low_ports`: everybody may open those below
// 1024.
Process read_process(const model::BuildModel& model, const Chain& chain, const model::Context* context,
                     bool low_ports);

}  // namespace dockhone::transforms::nonroot
