// The command line, given the pipeline as a value.
#pragma once

#include "dockhone/rewrite/pipeline.h"

namespace dockhone::app {

// Runs one command; returns the exit status (`dockhone --help` lists them).
int run(int argc, char** argv, rewrite::Pipeline pipeline);

}  // namespace dockhone::app
