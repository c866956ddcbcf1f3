#include "removals.h"

#include <algorithm>

#include "dockhone/base/contains.h"

namespace dockhone::transforms {

Removals removals_of(const model::BuildModel& model, std::size_t first, std::string_view path) {
  Removals found;
  if (!contains(model.document().text(), path)) return found;
  auto instructions = model.document().instructions();
  for (std::size_t i = first; i < instructions.size(); ++i) {
    if (instructions[i].keyword != syntax::Keyword::kRun || model.stage_of(i) == model::kNone) continue;
    for (const model::Call& call : model.run_script(i).calls) {
      if (call.invocation.program() != "rm") continue;
      for (const model::Arg& arg : call.invocation.args()) {
        std::string_view word = arg.span.in(call.invocation.script());
        if (word.find(path) == std::string_view::npos || word.find_first_of("*?[") == std::string_view::npos)
          continue;
        found.must_find |= !call.invocation.has("-f") && !call.guarded;
        std::string pattern(word);
        std::erase(pattern, '"');
        found.differences.push_back({rewrite::Difference::Kind::kWords, "rm", pattern, pattern});
      }
    }
  }
  return found;
}

}  // namespace dockhone::transforms
