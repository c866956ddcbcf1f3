// overridden: CMD, ENTRYPOINT and HEALTHCHECK of which only the last one of a stage counts.
#include "transforms/passes.h"

namespace dockhone::transforms {

namespace {

using syntax::Instruction;
using syntax::Keyword;

// An ENTRYPOINT drops a CMD that the base image has set, not one of the stage: each keyword overrides only
// itself.
bool last_one_counts(Keyword keyword) {
  return keyword == Keyword::kCmd || keyword == Keyword::kEntrypoint || keyword == Keyword::kHealthcheck;
}

bool overridden(const syntax::Document& document, const model::Stage& stage, std::size_t index) {
  for (std::size_t i = index + 1; i < stage.end; ++i) {
    if (document.instructions()[i].keyword == document.instructions()[index].keyword) return true;
  }
  return false;
}

void run(const model::BuildModel& model, const rewrite::Facts&, rewrite::Proposal& proposal) {
  const syntax::Document& document = model.document();
  for (const model::Stage& stage : model.stages()) {
    for (std::size_t i = stage.from; i < stage.end; ++i) {
      const Instruction& instruction = document.instructions()[i];
      if (!last_one_counts(instruction.keyword) || !proposal.allowed(i) || !overridden(document, stage, i))
        continue;
      std::string keyword(syntax::name(instruction.keyword));
      if (!instruction.comments.empty() || instruction.comment_inside) {
        proposal.decline(instruction.span, "commented",
                         "a comment above it or in it would be lost, or come to speak of something else");
        continue;
      }
      rewrite::Draft draft;
      draft.place = instruction.span;
      draft.what = "remove " + keyword + ", which has no effect";
      draft.why = "a later " + keyword + " of the same stage overrides it";
      draft.edits.push_back({instruction.lines, ""});
      proposal.change(std::move(draft));
    }
  }
}

}  // namespace

const rewrite::Pass kOverridden = {"overridden",
                                   "Remove CMD, ENTRYPOINT and HEALTHCHECK that a later one overrides",
                                   rewrite::Risk::kSafe,
                                   run,
                                   {},
                                   true};

}  // namespace dockhone::transforms
