// Files that only root may read, run or make.
#pragma once

#include "chain.h"
#include "transforms/shared/fix.h"

namespace dockhone::transforms::nonroot {

// A RUN or COPY of the stages takes everybody else's rights to something away: it may be the program, or what
// it reads.
Verdict closed_files(const model::BuildModel& model, const Chain& chain);
// What the container runs, or its environment, names a place of the system that the process may want to write
// to: a log, a socket, a file with its number. Only root may make files there, but for the directories that
// become the user's.
// What ADD fetched by a URL has the mode 0600.
Verdict fetched_files(const model::BuildModel& model, const Chain& chain);
Verdict names_places_of_root(const model::BuildModel& model, const Chain& chain);

}  // namespace dockhone::transforms::nonroot
