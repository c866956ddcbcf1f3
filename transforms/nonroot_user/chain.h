// A final stage together with the stages that it is built on: what its image's configuration comes from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/model/build.h"
#include "dockhone/rewrite/pass.h"

namespace dockhone::transforms::nonroot {

struct Chain {
  const model::Stage* stage = nullptr;
  const model::BaseRef* base = nullptr;   // what the oldest stage starts from
  std::vector<std::size_t> instructions;  // of the oldest stage first, without FROM
  // The last of their kind, as far as the image heeds them; model::kNone.
  std::size_t user = model::kNone;
  std::size_t cmd = model::kNone;
  std::size_t entrypoint = model::kNone;
  std::optional<std::string> workdir;  // of the process; nullopt: not known
  bool enters = false;                 // by a `cd` at the beginning of its command
};

Chain read_chain(const model::BuildModel& model, const model::Stage& stage);

// A word of an instruction with its variables; nullopt where one is not known.
std::optional<std::string> expanded(const model::BuildModel& model, std::size_t instruction,
                                    std::string_view word);
// The absolute path that a word of an instruction names; nullopt where it is not known.
std::optional<std::string> path_at(const model::BuildModel& model, const Chain& chain,
                                   std::size_t instruction, std::string_view word);
// The working directory of an instruction.
std::optional<std::string> directory_at(const model::BuildModel& model, const Chain& chain,
                                        std::size_t instruction);

// Are they the same, or is `path` below `directory`?
bool is_below(std::string_view path, std::string_view directory);
// A directory that belongs to the system, or holds those of many: nobody else may become its owner.
bool is_shared_directory(std::string_view path);
// Where packages put programs: /usr/bin and the like.
bool is_program_of_the_system(std::string_view path);
std::string_view base_name(std::string_view path);

}  // namespace dockhone::transforms::nonroot
