// Directories that the file makes for its process.
#pragma once

#include <string>
#include <vector>

#include "chain.h"

namespace dockhone::transforms::nonroot {

// Those that a RUN makes with mkdir, outside of the system, and that every other instruction leaves empty:
// the process is to write there. Absolute.
std::vector<std::string> directories_left_empty(const model::BuildModel& model, const Chain& chain);

// A RUN makes directories below that of the process, and which ones depends on what it runs with.
bool makes_unknown_directories(const model::BuildModel& model, const Chain& chain);

// Where HOME points that the file sets, if that may be the user's; "" otherwise. Caches and settings go
// there, whoever the user is.
std::string home_of_file(const model::BuildModel& model, const Chain& chain);

// Only characters that mean themselves in every shell.
bool is_plain_path(std::string_view path);

}  // namespace dockhone::transforms::nonroot
