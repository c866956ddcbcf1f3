// What the sources in the build context say about the process: ports, rights and places that are root's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chain.h"
#include "dockhone/model/context.h"
#include "transforms/shared/fix.h"

namespace dockhone::transforms::nonroot {

// `context` may be null. `directories`: become the user's. `low_ports`: everybody may open those below 1024.
Verdict needs_root_by_source(const model::BuildModel& model, const Chain& chain,
                             const model::Context* context, const std::vector<std::string>& directories,
                             bool low_ports);

// The first port below 1024 that a source, or a file of settings, has a server listen on; 0: none.
int low_port_of_source(std::string_view text);

}  // namespace dockhone::transforms::nonroot
