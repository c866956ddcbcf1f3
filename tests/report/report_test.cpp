#include "dockhone/report/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace dockhone::report {
namespace {

using rewrite::Change;
using rewrite::Declined;
using rewrite::Risk;
using ::testing::HasSubstr;
using ::testing::Not;

FileReport example() {
  FileReport file;
  file.path = "app/Dockerfile";
  file.status = Status::kChanged;
  file.diff = "--- a/app/Dockerfile\n+++ b/app/Dockerfile\n@@ -1 +1 @@\n-FROM a\n+FROM a:1\n";
  file.written = {"app/Dockerfile.optimized", "app/Dockerfile.optimized.diff"};
  file.outcome.changes = {
      {"merge-runs/0.aa",
       "merge-runs",
       Risk::kSafe,
       {3, 4},
       "Merge 2 RUN instructions into one",
       "Each adds a layer",
       {}},
      {"merge-runs/0.ab",
       "merge-runs",
       Risk::kSafe,
       {7, 9},
       "Merge 3 RUN instructions into one",
       "Each adds a layer",
       {}},
      {"pin-base/0.ac",
       "pin-base",
       Risk::kReview,
       {1, 1},
       "Pin a to 1",
       "latest moves",
       {"catalog: a:latest is a:1"}},
  };
  file.outcome.held_back = {
      {"lean-install/0.b", "lean-install", Risk::kSuggest, {3, 3}, "Drop vim", "nothing uses it", {}}};
  file.outcome.declined = {{"merge-runs", {12, 12}, "background-job", "a job left running would live on"},
                           {"merge-runs", {20, 21}, "background-job", "a job left running would live on"},
                           {"pin-base", {1, 1}, "unknown-image", "b is not in the catalog"}};
  file.outcome.before = {14, 8};
  file.outcome.after = {9, 4};
  return file;
}

TEST(Text, SaysWhatWhyAndWhatWasLeftAlone) {
  TextOptions options;
  options.catalog_date = "2026-08-20";
  EXPECT_EQ(text(example(), options), R"(--- a/app/Dockerfile
+++ b/app/Dockerfile
@@ -1 +1 @@
-FROM a
+FROM a:1

app/Dockerfile: 3 changes, 14 -> 9 instructions, 8 -> 4 layers

  merge-runs (safe)
    lines 3-4     Merge 2 RUN instructions into one
    lines 7-9     Merge 3 RUN instructions into one
                  Each adds a layer

  pin-base (review)
    line 1        Pin a to 1
                  latest moves
                  - catalog: a:latest is a:1

Left alone

  merge-runs
    lines 12, 20-21
                  a job left running would live on

  pin-base
    line 1        b is not in the catalog

1 more with --risk suggest
    line 3        lean-install: Drop vim

Catalog of base images: as of 2026-08-20

Wrote app/Dockerfile.optimized and app/Dockerfile.optimized.diff
)");
}

TEST(Text, QuietSaysNothing) { EXPECT_EQ(text(example(), {.quiet = true}), ""); }

TEST(Text, NothingToChange) {
  FileReport file;
  file.path = "Dockerfile";
  EXPECT_EQ(text(file, {}), "Dockerfile: nothing to change\n");
}

TEST(Text, ManySentencesOfOneKindAreCut) {
  FileReport file;
  file.path = "Dockerfile";
  for (std::uint32_t i = 1; i <= 20; ++i) {
    file.outcome.declined.push_back(
        {"merge-runs", {i, i}, "unknown-command", "command " + std::to_string(i)});
  }
  std::string shown = text(file, {});
  EXPECT_THAT(shown, HasSubstr("line 3        command 3\n"));
  EXPECT_THAT(shown, Not(HasSubstr("command 4")));
  EXPECT_THAT(
      shown,
      HasSubstr("17 more of this kind (unknown-command): lines 4, 5, 6, 7, 8, 9, 10, 11 and 9 more\n"));
  EXPECT_THAT(text(file, {.verbose = true}), HasSubstr("line 20       command 20\n"));
}

TEST(Text, LongSentencesWrapUnderThemselves) {
  FileReport file = example();
  file.outcome.changes[2].why = "one two three four five six seven eight nine ten";
  TextOptions options;
  options.width = 40;
  EXPECT_THAT(text(file, options),
              HasSubstr("                  one two three four\n                  five six seven eight\n"));
}

TEST(Text, NothingOfTheInputReachesTheTerminalRaw) {
  FileReport file = example();
  file.path = "a\x1b[2Jb";
  file.diff += "+# \x1b]0;gone\x07 \xe2\x80\xae txt \xff\n";
  file.outcome.changes[0].what = "\x1b[31m";
  file.outcome.changes[0].evidence = {"\xe2\x80\xae"};
  file.outcome.declined[0].why = "\x9b";
  file.written = {"\x1bx"};
  std::string shown = text(file, {});
  EXPECT_THAT(shown, Not(HasSubstr("\x1b")));
  EXPECT_THAT(shown, Not(HasSubstr("\xe2\x80\xae")));
  EXPECT_THAT(shown, Not(HasSubstr("\xff")));
  EXPECT_THAT(shown, HasSubstr("a\\x1b[2Jb"));
  EXPECT_THAT(shown, HasSubstr("\\u{202e}"));
}

TEST(DiffText, Colours) {
  std::string shown = diff_text("--- a/f\n+++ b/f\n@@ -1 +1 @@\n-x\n+y\n z\n", true);
  EXPECT_THAT(shown, HasSubstr("\x1b[31m-x\x1b[0m\n\x1b[32m+y\x1b[0m\n z\n"));
  EXPECT_THAT(shown, HasSubstr("\x1b[36m@@ -1 +1 @@\x1b[0m\n"));
}

TEST(DiffText, CarriageReturnsAreShownOnlyWhereTheyAreNews) {
  EXPECT_EQ(diff_text("@@ -1,2 +1,2 @@\n-x\r\n+y\r\n z\r\n", false), "@@ -1,2 +1,2 @@\n-x\n+y\n z\n");
  EXPECT_EQ(diff_text("@@ -1 +1 @@\n-x\r\n+y\n", false), "@@ -1 +1 @@\n-x\\x0d\n+y\n");
}

FileReport failure(std::string line, std::uint32_t column) {
  FileReport file;
  file.path = "Dockerfile";
  file.status = Status::kFailed;
  file.error = {ErrorKind::kSyntax, "unknown instruction: RUNN", "did you mean RUN?", 0};
  file.error_position = {3, column};
  file.error_line = std::move(line);
  return file;
}

TEST(ErrorText, NamesThePlaceAndPointsAtIt) {
  EXPECT_EQ(error_text(failure("\tRUNN x", 2), false),
            "Dockerfile:3:2: error: unknown instruction: RUNN\n  \tRUNN x\n  \t^\nhelp: did you mean RUN?\n");
}

TEST(ErrorText, CutsLongLinesAroundTheColumn) {
  std::string shown =
      error_text(failure(std::string(5000, 'a') + "RUNN" + std::string(5000, 'b'), 5001), false);
  EXPECT_LT(shown.size(), 400u);
  std::size_t line = shown.find("\n  ...") + 1;
  std::size_t caret = shown.find('\n', line) + 1;
  EXPECT_EQ(shown.find('^', caret) - caret, shown.find("RUNN", line) - line);
}

TEST(ErrorText, HostileLinesKeepTheCaretInPlace) {
  std::string shown = error_text(failure("\x1b[31m\xe2\x80\xae!", 9), false);
  EXPECT_THAT(shown, HasSubstr("  \\x1b[31m\\u{202e}!\n                  ^\n"));
  EXPECT_NE(error_text(failure("ab", 90), false).find("ab\n    ^"), std::string::npos);
  EXPECT_NE(error_text(failure("", 1), false), "");
}

TEST(ErrorText, WithoutAPlace) {
  FileReport file = failure("", 0);
  file.error_position = {0, 0};
  EXPECT_EQ(error_text(file, false),
            "Dockerfile: error: unknown instruction: RUNN\nhelp: did you mean RUN?\n");
  EXPECT_EQ(error_text(Error{ErrorKind::kUsage, "no", "", {}}, false), "dockhone: error: no\n");
}

TEST(Json, HasTheAgreedShape) {
  FileReport files[] = {example(), failure("x", 1)};
  auto value = nlohmann::json::parse(json(files));
  EXPECT_EQ(value["version"], 1);
  ASSERT_EQ(value["files"].size(), 2u);
  const auto& first = value["files"][0];
  EXPECT_EQ(first["path"], "app/Dockerfile");
  EXPECT_EQ(first["status"], "changed");
  EXPECT_EQ(first["changes"][0]["lines"], (std::vector<int>{3, 4}));
  EXPECT_EQ(first["changes"][2]["risk"], "review");
  EXPECT_EQ(first["changes"][2]["evidence"].size(), 1u);
  EXPECT_EQ(first["held_back"][0]["id"], "lean-install/0.b");
  EXPECT_EQ(first["declined"][1]["line"], 20);
  EXPECT_EQ(first["declined"][1]["reason"], "background-job");
  EXPECT_EQ(first["before"]["layers"], 8);
  EXPECT_TRUE(first["findings"].empty());
  const auto& second = value["files"][1];
  EXPECT_EQ(second["status"], "failed");
  EXPECT_EQ(second["error"]["line"], 3);
  EXPECT_TRUE(second["changes"].empty());
}

TEST(Json, TakesAnyBytes) {
  FileReport file = example();
  file.path = "\xff\x1b\"\\\n\xe2\x80\xae\xf0\x9f\x90\xb3\xed\xa0\x80\xc3";
  std::string out = json({&file, 1});
  EXPECT_THAT(out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(out, Not(HasSubstr("\xe2\x80\xae")));
  auto value = nlohmann::json::parse(out);
  EXPECT_EQ(
      value["files"][0]["path"],
      "\xef\xbf\xbd\x1b\"\\\n\xe2\x80\xae\xf0\x9f\x90\xb3\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

}  // namespace
}  // namespace dockhone::report
