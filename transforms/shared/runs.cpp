#include "runs.h"

namespace dockhone::transforms {

using Obstacle = model::RunScript::Obstacle;

std::string_view key(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::kUnknownShell:
      return "unknown-shell";
    case Obstacle::kSyntaxError:
      return "syntax-error";
    case Obstacle::kNotUnderstood:
      return "not-understood";
    case Obstacle::kShellsDiffer:
      return "shells-differ";
    case Obstacle::kNone:
    case Obstacle::kNoScript:
      break;
  }
  return "no-script";
}

std::string why(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::kUnknownShell:
      return "its shell is not known to be a POSIX shell";
    case Obstacle::kSyntaxError:
      return "its shell would reject the script";
    case Obstacle::kNotUnderstood:
      return "the script is not understood";
    case Obstacle::kShellsDiffer:
      return "the shells that may run it read it differently";
    case Obstacle::kNone:
    case Obstacle::kNoScript:
      break;
  }
  return "it is in exec form, or has a here-document";
}

void decline_obscure(const model::BuildModel& model, rewrite::Proposal& proposal, std::string_view word) {
  auto instructions = model.document().instructions();
  for (const model::Stage& stage : model.stages()) {
    for (std::size_t i = stage.from + 1; i < stage.end; ++i) {
      if (instructions[i].keyword != syntax::Keyword::kRun || !proposal.allowed(i)) continue;
      if (!contains(instructions[i].span.in(model.document().text()), word) ||
          model.run_script(i).script != nullptr)
        continue;
      Obstacle obstacle = model.run_script(i).obstacle;
      proposal.decline(instructions[i].span, key(obstacle), why(obstacle));
    }
  }
}

}  // namespace dockhone::transforms
