// The command line, given the pipeline as a value.
#pragma once

#include "dockhone/rewrite/pipeline.h"

namespace dockhone::app {

// Runs one command; returns the exit status (see docs/exit-status or `dockhone --help`).
int run(int argc, char** argv, rewrite::Pipeline pipeline);

}  // namespace dockhone::app
