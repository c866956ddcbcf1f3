// maintainer-to-label: MAINTAINER, deprecated, becomes the label that image tools read.
#include <algorithm>
#include <span>
#include <vector>

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

using Instructions = std::vector<const syntax::Instruction*>;

// Those above the last one have no effect; but where one of them stayed, it would be the author again.
bool can_go(const Instructions& earlier, std::span<const syntax::Instruction> all,
            const rewrite::Proposal& proposal) {
  return std::all_of(earlier.begin(), earlier.end(), [&](const syntax::Instruction* each) {
    bool allowed = proposal.allowed(static_cast<std::size_t>(each - all.data()));
    return allowed && each->comments.empty() && !each->comment_inside;
  });
}

void propose(const syntax::Document& document, const syntax::Instruction& maintainer,
             const Instructions& earlier, rewrite::Proposal& proposal) {
  rewrite::Draft draft;
  draft.place = {earlier.empty() ? maintainer.span.begin : earlier.front()->span.begin, maintainer.span.end};
  draft.risk = rewrite::Risk::kReview;
  draft.what = "write MAINTAINER as a label";
  draft.why = "MAINTAINER is deprecated; tools read the label " + std::string(kLabel);
  draft.evidence = {
      "the image's author field stays empty; the label holds the same text, also where the base image has "
      "one"};
  std::string text(without_quotes(maintainer.rest_text()));
  draft.differences = {
      {rewrite::Difference::Kind::kConfig, "Author", std::string(maintainer.rest_text()), ""},
      {rewrite::Difference::Kind::kConfig, "Labels." + std::string(kLabel), "", text}};
  if (!earlier.empty())
    draft.evidence.push_back("removes " + std::to_string(earlier.size()) +
                             " MAINTAINER above it, which it overrides");
  for (const syntax::Instruction* each : earlier) draft.edits.push_back({each->lines, ""});
  std::string label = (mostly_lower_keywords(document) ? "label " : "LABEL ") + std::string(kLabel) + "=" +
                      quoted(text, document.escape());
  std::uint32_t end = maintainer.logical.source(maintainer.rest).end;
  draft.edits.push_back({{maintainer.span.begin, end}, std::move(label)});
  proposal.change(std::move(draft));
}

void run(const model::BuildModel& model, const rewrite::Facts&, rewrite::Proposal& proposal) {
  auto instructions = model.document().instructions();
  for (const model::Stage& stage : model.stages()) {
    Instructions found;
    for (std::size_t i = stage.from; i < stage.end; ++i) {
      if (instructions[i].keyword == syntax::Keyword::kMaintainer) found.push_back(&instructions[i]);
    }
    if (found.empty()) continue;
    const syntax::Instruction& last = *found.back();
    found.pop_back();
    if (!proposal.allowed(static_cast<std::size_t>(&last - instructions.data()))) continue;
    if (has_label(model, stage)) {
      proposal.decline(last.span, "label-exists",
                       "the stage, or one that it is built on, sets " + std::string(kLabel) + " already");
    } else if (last.comment_inside) {
      proposal.decline(last.span, "comment-inside", "a comment inside it would be lost");
    } else if (!can_go(found, instructions, proposal)) {
      proposal.decline(
          last.span, "commented",
          "a MAINTAINER above it has a comment, which keeps it there: it would be the author again");
    } else {
      propose(model.document(), last, found, proposal);
    }
  }
}

}  // namespace

const rewrite::Pass kMaintainerToLabel = {"maintainer-to-label", "Write the deprecated MAINTAINER as a label",
                                          rewrite::Risk::kReview, run};

}  // namespace dockhone::transforms
