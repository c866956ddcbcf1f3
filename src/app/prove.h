// `dockhone prove`
#pragma once

#include "dockhone/rewrite/pipeline.h"
#include "options.h"
#include "terminal.h"

namespace dockhone::app {

int prove(const Options& options, rewrite::Pipeline pipeline, Terminal& terminal);

}  // namespace dockhone::app
