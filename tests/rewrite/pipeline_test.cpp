// The engine, with passes made for the test.
#include "dockhone/rewrite/pipeline.h"

#include <gtest/gtest.h>

namespace dockhone::rewrite {
namespace {

syntax::Document parse(std::string text) {
  auto document = syntax::Document::parse(std::move(text));
  EXPECT_TRUE(document.has_value());
  return std::move(*document);
}

void upper_users(const model::BuildModel& model, const Facts&, Proposal& proposal) {
  auto instructions = model.document().instructions();
  for (std::size_t i = 0; i < instructions.size(); ++i) {
    if (instructions[i].keyword != syntax::Keyword::kUser || !proposal.allowed(i)) continue;
    if (instructions[i].rest_text() == "root") continue;
    Draft draft;
    draft.place = instructions[i].span;
    draft.what = "run as root";
    draft.edits = {{instructions[i].span, "USER root"}};
    proposal.change(std::move(draft));
  }
}

void add_lines(const model::BuildModel& model, const Facts&, Proposal& proposal) {
  Draft draft;
  draft.place = model.document().instructions()[0].span;
  draft.edits = {
      {{model.document().instructions()[0].lines.end, model.document().instructions()[0].lines.end},
       "RUN true\nRUN true\n"}};
  if (model.document().instructions().size() < 4) proposal.change(std::move(draft));
}

void break_syntax(const model::BuildModel& model, const Facts&, Proposal& proposal) {
  Draft draft;
  draft.place = model.document().instructions()[0].span;
  draft.edits = {{draft.place, "NONSENSE"}};
  proposal.change(std::move(draft));
}

void suggest(const model::BuildModel& model, const Facts&, Proposal& proposal) {
  Draft draft;
  draft.risk = Risk::kSuggest;
  draft.place = model.document().instructions()[0].span;
  draft.edits = {{draft.place, "FROM scratch"}};
  proposal.change(std::move(draft));
}

constexpr Pass kUpper = {"upper", "", Risk::kSafe, upper_users};
constexpr Pass kAdd = {"add", "", Risk::kSafe, add_lines};
constexpr Pass kBreak = {"break", "", Risk::kSafe, break_syntax};
constexpr Pass kSuggest = {"suggest", "", Risk::kSuggest, suggest};

TEST(Pipeline, ReportsLinesOfTheInput) {
  auto document = parse("FROM a\nUSER b\n# dockhone: skip=upper why\nUSER c\nUSER b\n");
  Pass passes[] = {kAdd, kUpper};
  Outcome outcome = optimize(document, passes, {});
  EXPECT_EQ(outcome.changes.size(), 2u) << outcome.text;  // add sees five instructions
  EXPECT_EQ(outcome.text, "FROM a\nUSER root\n# dockhone: skip=upper why\nUSER c\nUSER root\n");
  EXPECT_EQ(outcome.changes[0].lines.first, 2u);
  EXPECT_EQ(outcome.changes[1].lines.first, 5u);
  EXPECT_NE(outcome.changes[0].id, outcome.changes[1].id);  // same text twice: told apart by ordinal
}

TEST(Pipeline, LinesLeadBackThroughEarlierPasses) {
  auto document = parse("FROM a\nUSER b\n");
  Pass passes[] = {kAdd, kUpper};
  Outcome outcome = optimize(document, passes, {});
  EXPECT_EQ(outcome.text, "FROM a\nRUN true\nRUN true\nUSER root\n");
  EXPECT_EQ(outcome.changes[1].lines.first, 2u);
}

TEST(Pipeline, VetoTakesOneChangeAway) {
  auto document = parse("FROM a\nUSER b\nUSER b\nUSER c\n");
  Pass passes[] = {kUpper};
  Outcome all = optimize(document, passes, {});
  ASSERT_EQ(all.changes.size(), 3u);
  Settings settings;
  settings.veto.insert(all.changes[1].id);
  Outcome vetoed = optimize(document, passes, settings);
  EXPECT_EQ(vetoed.text, "FROM a\nUSER root\nUSER b\nUSER root\n");
  ASSERT_EQ(vetoed.changes.size(), 2u);
  EXPECT_EQ(vetoed.changes[0].id, all.changes[0].id);
  EXPECT_EQ(vetoed.changes[1].id, all.changes[2].id);
}

TEST(Pipeline, GivesUpWhatWouldNotParse) {
  auto document = parse("FROM a\nUSER b\n");
  Pass passes[] = {kBreak, kUpper};
  Outcome outcome = optimize(document, passes, {});
  EXPECT_EQ(outcome.text, "FROM a\nUSER root\n");
  ASSERT_EQ(outcome.declined.size(), 1u);
  EXPECT_EQ(outcome.declined[0].reason, "would-not-parse");
}

TEST(Pipeline, HoldsBackWhatIsTooRisky) {
  auto document = parse("FROM a\n");
  Pass passes[] = {kSuggest};
  EXPECT_EQ(optimize(document, passes, {}).text, "FROM a\n");
  EXPECT_EQ(optimize(document, passes, {}).held_back.size(), 1u);
  Settings settings;
  settings.risk = Risk::kSuggest;
  EXPECT_EQ(optimize(document, passes, settings).text, "FROM scratch\n");
}

TEST(Pipeline, SkipLeavesNoTrace) {
  auto document = parse("FROM a\nUSER b\n");
  Pass passes[] = {kUpper};
  Settings settings;
  settings.skip.insert("upper");
  Outcome outcome = optimize(document, passes, settings);
  EXPECT_EQ(outcome.text, document.text());
  EXPECT_TRUE(outcome.changes.empty() && outcome.declined.empty());
}

TEST(Pipeline, RegionsAreSwitchedOff) {
  auto document = parse("FROM a\n# dockhone: off\nUSER b\n  # dockhone: on\nUSER c\n");
  Pass passes[] = {kUpper};
  EXPECT_EQ(optimize(document, passes, {}).text,
            "FROM a\n# dockhone: off\nUSER b\n  # dockhone: on\nUSER root\n");
}

TEST(Pipeline, CommentsWithSlipsAreTold) {
  auto document = parse("FROM a\n# dockhone: skip=uper,upper\nUSER b\n# dockhone: of\nUSER c\n");
  Pass passes[] = {kUpper};
  Outcome outcome = optimize(document, passes, {});
  ASSERT_EQ(outcome.declined.size(), 2u);
  EXPECT_EQ(outcome.declined[0].lines.first, 2u);
  EXPECT_NE(outcome.declined[0].why.find("did you mean 'upper'"), std::string::npos);
  EXPECT_NE(outcome.declined[1].why.find("'of' is none of"), std::string::npos);
}

TEST(Pipeline, CountsInstructionsAndLayersOfFinalStages) {
  auto document = parse("FROM a AS b\nRUN x\nFROM c\nCOPY --from=b /x /x\nRUN y\n");
  Outcome outcome = optimize(document, {}, {});
  EXPECT_EQ(outcome.before.instructions, 5);
  EXPECT_EQ(outcome.before.layers, 2);
}

}  // namespace
}  // namespace dockhone::rewrite
