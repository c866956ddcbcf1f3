// In which case a file writes its keywords. BuildKit's check ConsistentInstructionCasing wants them all in
// the case of most, so that is how a pass writes a new one.
#pragma once

#include "dockhone/syntax/document.h"

namespace dockhone::transforms {

// ARG before the first FROM does not count; a draw is upper case.
bool mostly_lower_keywords(const syntax::Document& document);

}  // namespace dockhone::transforms
