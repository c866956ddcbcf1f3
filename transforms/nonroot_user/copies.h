// What COPY and ADD bring, and which RUN behind them does not ask whose it is.
#pragma once

#include <span>

#include "dockhone/model/build.h"

namespace dockhone::transforms::nonroot {

bool is_copy(const syntax::Instruction& instruction);  // or ADD
// ADD of a URL or a repository.
bool is_remote(const syntax::Instruction& copy);
// Manifests, by their names: nobody writes to them.
bool names_files_only(const syntax::Instruction& copy);
// In any stage: what is copied on keeps its mode.
bool takes_from_context(std::span<const syntax::Instruction> instructions);

// Does the RUN do the same whoever owns what a COPY brought? Not what asks git ("dubious ownership"),
// what becomes the owner of a directory (npm), or what keeps owners (cp -a, tar).
bool is_blind_to_owners(const model::BuildModel& model, std::size_t run, bool has_own_directory);
// False for what a package manager does beside installing, and where pip builds a project.
bool installs_plainly(const model::Invocation& call);

}  // namespace dockhone::transforms::nonroot
