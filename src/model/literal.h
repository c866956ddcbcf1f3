// What is literal in a shell word.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/shell/ast.h"

namespace dockhone::model {

struct Literal {
  std::string_view text;  // after quote removal; up to the first expansion, glob or tilde
  bool known = true;      // there is none
  bool splits = false;    // one of them is unquoted, and may give several words or none
  bool may_dash = false;  // it begins with an expansion: what comes out may begin with a dash
};

// Mostly a view into the script; otherwise a text that is kept in `texts`.
Literal literal(const shell::Word& word, std::string_view script,
                std::vector<std::unique_ptr<std::string>>& texts);

std::string_view without_directory(std::string_view path);

}  // namespace dockhone::model
