// Words as JSON, and what exec-form says to differ.
#include <gtest/gtest.h>

#include "dockhone/rewrite/pipeline.h"
#include "transforms/exec_form/json.h"
#include "transforms/passes.h"

namespace dockhone::transforms {
namespace {

TEST(ExecForm, KnowsUtf8) {
  for (std::string_view good :
       {"", "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x90\xb3", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(exec_form::is_utf8(good)) << good;
  }
  for (std::string_view bad : {"\x80", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                               "\xf8\x88\x80\x80\x80", "a\xe9z", "\xf0\x9f\x90"}) {
    EXPECT_FALSE(exec_form::is_utf8(bad)) << bad;
  }
}

TEST(ExecForm, QuotesForJson) {
  EXPECT_EQ(exec_form::json_string("a\"b\\c\td\x7f\xc3\xa9"), "\"a\\\"b\\\\c\\u0009d\\u007f\xc3\xa9\"");
  EXPECT_EQ(exec_form::json_string(""), "\"\"");
}

rewrite::Outcome optimized(std::string text) {
  auto document = syntax::Document::parse(std::move(text));
  EXPECT_TRUE(document.has_value());
  const rewrite::Pass passes[] = {kExecForm};
  return rewrite::optimize(*document, passes, {});
}

TEST(ExecForm, StatesTheDifference) {
  auto outcome = optimized(
      "FROM debian:13.6\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nCMD serve 'a b'\nENTRYPOINT "
      "A=1 init $X\n");
  ASSERT_EQ(outcome.changes.size(), 1u);
  ASSERT_EQ(outcome.changes[0].differences.size(), 1u);
  const rewrite::Difference& difference = outcome.changes[0].differences[0];
  EXPECT_EQ(difference.kind, rewrite::Difference::Kind::kConfig);
  EXPECT_EQ(difference.command, "Entrypoint");
  EXPECT_EQ(difference.was, "/bin/bash -o pipefail -c A=1 init $X");
  EXPECT_EQ(difference.now, "/bin/bash -o pipefail -c A=1 exec init $X");
}

// A chain of many stages, each of which the next one is built on.
TEST(ExecForm, TakesLongChainsOfStages) {
  std::string text = "FROM debian:13.6 AS s0\nCMD serve\n";
  for (int i = 1; i < 5000; ++i)
    text += "FROM s" + std::to_string(i - 1) + " AS s" + std::to_string(i) + "\nENTRYPOINT serve $X\n";
  EXPECT_EQ(optimized(text).changes.size(), 5000u);
}

}  // namespace
}  // namespace dockhone::transforms
