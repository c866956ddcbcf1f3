// THE list of passes.
#pragma once

#include "dockhone/rewrite/pipeline.h"

namespace dockhone::transforms {

rewrite::Pipeline pipeline();

}  // namespace dockhone::transforms
