// One script, and what dash, bash and busybox ash say to it under -n, in this order:
// '+' accepted, '-' rejected; 'u' is refused here by name, whatever the shell says.
#pragma once

#include <string_view>

namespace dockhone::shell {

struct GrammarCase {
  std::string_view answers;
  std::string_view script;
};

}  // namespace dockhone::shell
