// The build checks of BuildKit that need neither network nor build context, as findings.
// https://docs.docker.com/reference/build-checks/
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/model/build.h"

namespace dockhone::model {

struct Finding {
  std::string_view check;   // BuildKit's name of the rule: "StageNameCasing"
  std::string subject;      // what it is about, without line: a stage's name, a variable, a keyword
  std::uint32_t first = 0;  // lines, from 1
  std::uint32_t last = 0;
  std::string message;    // what is found, without final dot
  std::string_view help;  // what to do about it
  bool error = false;     // the file's `check` directive makes findings errors
};

// In order of lines, then of checks. Heeds the file's `check` directive and `# check=` comments above an
// instruction. What depends on a base image that is not known, or on --build-arg, is not reported.
std::vector<Finding> check(const BuildModel& model);

// Bases whose support has ended on a day (ISO date), by name and tag alone: findings of the check
// EndOfLifeBase, which is no check of BuildKit's.
std::vector<Finding> end_of_life(const BuildModel& model, std::string_view day);

// All checks of BuildKit that there are, in alphabetical order.
std::vector<std::string_view> check_names();

}  // namespace dockhone::model
