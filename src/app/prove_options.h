// The command line of `dockhone prove`, but for what it shares with optimize.
#pragma once

#include <string>

#include "options.h"

namespace CLI {
class App;
}

namespace dockhone::app {

// `format`: where --format goes.
void add_prove_options(CLI::App& cmd, Options& options, std::string& format);
// Throws Usage.
void check_prove_options(const Options& options);

}  // namespace dockhone::app
