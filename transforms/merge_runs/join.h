// Whether neighbouring parts may be one RUN, and in which form.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "part.h"

namespace dockhone::transforms {

enum class Form : std::uint8_t {
  kBare,       // as it stands
  kGrouped,    // ( script )
  kReset,      // ( set +e; script )
  kResetBare,  // set +e; script
};

struct Piece {
  const Part* part = nullptr;
  Form form = Form::kBare;
  bool forget_paths = false;  // `hash -r` first: an earlier part may have put another program in front
};

// How parts become one script.
struct Plan {
  bool isolated = false;     // parts are separated by `;` and -e ends the script; else by `&&`
  bool set_errexit = false;  // `set -e;` comes first
  std::vector<Piece> pieces;
};

// Why `next` may not follow `before` in one RUN; nullopt when it may. Looks at the pair alone: flags and what
// stands between them have been compared.
struct Obstacle {
  const Part* culprit = nullptr;
  Reason reason;
};
std::optional<Obstacle> obstacle(const Part& before, const Part& next);
// The plainest sound form. `errexit`: the shell itself runs with -e.
Plan plan(const std::vector<const Part*>& parts, bool errexit);

}  // namespace dockhone::transforms
