// Structural equality of two trees over the same text; ${} with operators beyond POSIX equals nothing, since
// what it does depends on the shell.
#pragma once

#include "dockhone/shell/ast.h"

namespace dockhone::shell {

bool same_tree(const List& a, const List& b);

}  // namespace dockhone::shell
