// maintainer-to-label: MAINTAINER, deprecated, becomes the label that image tools read.
#include <algorithm>

#include "transforms/passes.h"
#include "transforms/shared/keyword_case.h"

namespace dockhone::transforms {

namespace {

constexpr std::string_view kLabel = "org.opencontainers.image.authors";

// In the stage or in one that it is built on.
bool has_label(const model::BuildModel& model, const model::Stage& stage) {
  if (stage.base.kind == model::BaseRef::Kind::kStage && has_label(model, model.stages()[stage.base.stage]))
    return true;
  auto instructions = model.document().instructions();
  for (std::size_t i = stage.from; i < stage.end; ++i) {
    if (instructions[i].keyword != syntax::Keyword::kLabel) continue;
    for (const syntax::KeyValue& pair : instructions[i].pairs) {
      std::string key(pair.key_text);
      std::erase_if(key, [](char c) { return c == '"' || c == '\''; });
      if (key == kLabel) return true;
    }
  }
  return false;
}

// MAINTAINER takes the rest of the line as it is: no variable is expanded, no quote removed. People quote it
// all the same, and do not mean the quotes.
std::string_view without_quotes(std::string_view value) {
  bool quoted =
      value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.front() == value.back();
  if (!quoted || value.substr(1, value.size() - 2).find(value.front()) != std::string_view::npos)
    return value;
  return value.substr(1, value.size() - 2);
}

std::string quoted(std::string_view value, char escape) {
  std::string out = "\"";
  for (char c : value) {
    if (c == '"' || c == '$' || c == escape) out += escape;
    out += c;
  }
  return out + '"';
}

// The last of a stage is the image's author.
bool is_overridden(const syntax::Document& document, const model::Stage& stage, std::size_t index) {
  auto later = document.instructions().subspan(index + 1, stage.end - index - 1);
  return std::any_of(later.begin(), later.end(), [](const syntax::Instruction& each) {
    return each.keyword == syntax::Keyword::kMaintainer;
  });
}

void remove(const syntax::Instruction& instruction, rewrite::Proposal& proposal) {
  if (!instruction.comments.empty()) {
    proposal.decline(
        instruction.span, "commented",
        "a later MAINTAINER overrides it, but a comment above it would come to speak of something else");
    return;
  }
  rewrite::Draft draft;
  draft.place = instruction.span;
  draft.what = "remove MAINTAINER";
  draft.why = "a later MAINTAINER of the same stage overrides it";
  draft.edits.push_back({instruction.lines, ""});
  proposal.change(std::move(draft));
}

void run(const model::BuildModel& model, const rewrite::Facts&, rewrite::Proposal& proposal) {
  const syntax::Document& document = model.document();
  for (const model::Stage& stage : model.stages()) {
    for (std::size_t i = stage.from; i < stage.end; ++i) {
      const syntax::Instruction& instruction = document.instructions()[i];
      if (instruction.keyword != syntax::Keyword::kMaintainer || !proposal.allowed(i)) continue;
      if (has_label(model, stage)) {
        proposal.decline(instruction.span, "label-exists",
                         "the stage, or one that it is built on, sets " + std::string(kLabel) + " already");
        continue;
      }
      if (instruction.comment_inside) {
        proposal.decline(instruction.span, "comment-inside", "a comment inside it would be lost");
        continue;
      }
      if (is_overridden(document, stage, i)) {
        remove(instruction, proposal);
        continue;
      }
      rewrite::Draft draft;
      draft.place = instruction.span;
      draft.risk = rewrite::Risk::kReview;
      draft.what = "write MAINTAINER as a label";
      draft.why = "MAINTAINER is deprecated; tools read the label " + std::string(kLabel);
      draft.evidence = {
          "the image's author field stays empty; the label holds the same text, also where the base image "
          "has one"};
      std::string text(without_quotes(instruction.rest_text()));
      draft.differences = {
          {rewrite::Difference::Kind::kConfig, "Author", std::string(instruction.rest_text()), ""},
          {rewrite::Difference::Kind::kConfig, "Labels." + std::string(kLabel), "", text}};
      std::string label = (mostly_lower_keywords(document) ? "label " : "LABEL ") + std::string(kLabel) +
                          "=" + quoted(text, document.escape());
      std::uint32_t end = instruction.logical.source(instruction.rest).end;
      draft.edits.push_back({{instruction.span.begin, end}, std::move(label)});
      proposal.change(std::move(draft));
    }
  }
}

}  // namespace

const rewrite::Pass kMaintainerToLabel = {"maintainer-to-label", "Write the deprecated MAINTAINER as a label",
                                          rewrite::Risk::kReview, run};

}  // namespace dockhone::transforms
