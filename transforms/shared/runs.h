// The RUNs that passes on commands look at.
#pragma once

#include <string>
#include <string_view>

#include "dockhone/model/build.h"
#include "dockhone/rewrite/pass.h"

namespace dockhone::transforms {

// Calls f(instruction index, const RunScript&) for every RUN whose script is understood, for which the pass
// is allowed, and of which wanted(index) is true: that should see from the text that there is
// nothing to find, as for most, which then need not be read.
template <class Wanted, class F>
void for_each_script_if(const model::BuildModel& model, const rewrite::Proposal& proposal, Wanted wanted,
                        F f) {
  auto instructions = model.document().instructions();
  for (const model::Stage& stage : model.stages()) {
    for (std::size_t i = stage.from + 1; i < stage.end; ++i) {
      if (instructions[i].keyword != syntax::Keyword::kRun || !proposal.allowed(i)) continue;
      if (!wanted(i)) continue;
      const model::RunScript& script = model.run_script(i);
      if (script.script != nullptr) f(i, script);
    }
  }
}

// The same for those whose text holds one of these words.
template <class F>
void for_each_script(const model::BuildModel& model, const rewrite::Proposal& proposal,
                     std::initializer_list<std::string_view> words, F f) {
  auto wanted = [&](std::size_t run) { return model.text(run).holds_any(words); };
  for_each_script_if(model, proposal, wanted, f);
}

// Why a script that may hold what a pass looks for is not understood.
std::string_view key(model::RunScript::Obstacle obstacle);
std::string why(model::RunScript::Obstacle obstacle);

// Declines, with that reason, every RUN that is not understood and whose text holds `word`.
void decline_obscure(const model::BuildModel& model, rewrite::Proposal& proposal, std::string_view word);

}  // namespace dockhone::transforms
