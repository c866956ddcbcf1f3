// The user that a container is to run as.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "chain.h"
#include "transforms/shared/fix.h"

namespace dockhone::transforms::nonroot {

struct Account {
  std::string user;                    // as USER, --chown and chown take it: "10001:10001"
  std::size_t made_by = model::kNone;  // the instruction of the file that makes it
  std::vector<std::string> commands;   // that make it; none where it exists
  bool has_tools = true;               // the image has a shell, and programs that make directories
  std::string evidence;
};

std::variant<Account, Decline> choose_account(const model::BuildModel& model, const Chain& chain);

}  // namespace dockhone::transforms::nonroot
