// Structural equality of two trees over the same text.
#pragma once

#include "dockhone/shell/ast.h"

namespace dockhone::shell {

bool same_tree(const List& a, const List& b);

}  // namespace dockhone::shell
