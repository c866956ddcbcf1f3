// dockhone optimize
#pragma once

#include "dockhone/rewrite/pipeline.h"
#include "options.h"
#include "terminal.h"

namespace dockhone::app {

int optimize(const Options& options, rewrite::Pipeline pipeline, Terminal& terminal);

}  // namespace dockhone::app
