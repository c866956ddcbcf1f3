// A command behind the last one of a script, so that the script's outcome stays what it was.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/model/build.h"
#include "dockhone/rewrite/edit.h"

namespace dockhone::transforms::clean_caches {

struct NoTail {
  std::string_view reason;
  std::string why;
};

// The edit, or why there is none.
struct Tail {
  std::optional<rewrite::Edit> edit;
  NoTail no;
};

// Does -e stand for sure when the script ends?
bool has_errexit_at_end(const model::RunScript& script, const model::ShellForm& shell);

Tail append_commands(const model::BuildModel& model, std::size_t run,
                     const std::vector<std::string>& commands);

}  // namespace dockhone::transforms::clean_caches
