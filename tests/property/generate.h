// Writes Dockerfiles by a grammar: what people write, in the proportions in which traps are, not in those of
// real files.
#pragma once

#include <cstdint>
#include <string>

#include "random.h"

namespace dockhone::property {

// The same seed gives the same bytes. Nearly all results are valid Dockerfiles.
std::string generate(std::uint64_t seed);

// Where a shell script may be broken into lines; the layout decides.
inline constexpr char kBreak = '\x01';

// A shell script of one RUN, with kBreak where a blank may as well be a continuation. `escape` is the
// Dockerfile's.
std::string generate_script(Random& random, char escape);
// One simple command, a program with arguments.
std::string generate_command(Random& random);

}  // namespace dockhone::property
