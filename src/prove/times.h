// How long a build takes without cache, and after a change of one file of the context.
#pragma once

#include <string>

#include "builder.h"
#include "dockhone/base/result.h"
#include "dockhone/prove/prove.h"
#include "workspace.h"

namespace dockhone::prove {

// `build` as it was made, but for its tag and log, which are ours; `touch`: a file below its context,
// "/"-separated. The directory of the user stays as it is: a copy is changed, made of hard links where it can
// be.
Result<Times> measure_times(const Builder& builder, const Workspace& workspace, const BuildRequest& build,
                            const std::string& tag, const std::string& touch);

// Why such a file cannot be changed; "" where it can.
std::string why_not_touched(const std::string& context, const std::string& touch);

}  // namespace dockhone::prove
