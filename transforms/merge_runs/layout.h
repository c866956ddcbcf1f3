// The text of a merged RUN: one command a line, the authors' own line breaks, comments and joining style
// kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "join.h"

namespace dockhone::transforms {

// Comment lines (as written, from '#') that stand before each piece; those of the first stay above the RUN.
using Comments = std::vector<std::vector<std::string>>;

// The shell text from behind the first RUN's keyword and flags to the end.
std::string lay_out(const syntax::Document& document, const Plan& plan, const Comments& comments);

}  // namespace dockhone::transforms
