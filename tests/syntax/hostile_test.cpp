// Input made to be slow, deep or large. The limits are generous: they catch what is not linear.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "dockhone/syntax/document.h"
#include "invariants.h"

namespace dockhone::syntax {
namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

class SyntaxHostile : public testing::Test {
 protected:
  void TearDown() override { EXPECT_LT(std::chrono::steady_clock::now() - begin_, std::chrono::seconds(20)); }

  static Document accepted(const std::string& text) {
    auto document = Document::parse(text);
    EXPECT_TRUE(document) << document.error().message;
    EXPECT_EQ(broken_invariant(*document, text), "");
    return std::move(*document);
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

TEST_F(SyntaxHostile, HugeInput) {
  EXPECT_FALSE(Document::parse("FROM a\nRUN " + std::string(100u << 20, 'a')));
  EXPECT_FALSE(Document::parse("FROM a\nRUN " + std::string(10u << 20, 'a')));
}

TEST_F(SyntaxHostile, MillionContinuationLines) {
  Document document = accepted("FROM a\nENV" + repeated(" a=b \\\n", 1'000'000) + " c=d\n");
  EXPECT_EQ(document.instructions()[1].pairs.size(), 1'000'001u);
}

TEST_F(SyntaxHostile, ManyBlankAndCommentLinesInside) {
  accepted("FROM a\nRUN a \\\n" + repeated("\n# c \\\n", 500'000) + "b");
}

TEST_F(SyntaxHostile, ManyInstructions) {
  EXPECT_EQ(accepted("FROM a\n" + repeated("ENV a=b\n", 100'000)).instructions().size(), 100'001u);
}

TEST_F(SyntaxHostile, ManyHereDocuments) {
  accepted("FROM a\n" + repeated("RUN <<E\nx\nE\n", 10'000));
  accepted("FROM a\nRUN" + repeated(" <<E \\\n", 10'000) + "x\n" + repeated("E\n", 10'000));
}

TEST_F(SyntaxHostile, DeepJson) {
  for (std::size_t depth : {9'000u, 60'000u, 3'000'000u}) {
    std::string open = "RUN ", close;
    for (std::size_t i = 0; i < depth; ++i) open += i % 1000 == 999 ? "[\\\n" : "[";
    for (std::size_t i = 0; i < depth; ++i) close += i % 1000 == 999 ? "]\\\n" : "]";
    auto nested = Document::parse("FROM a\n" + open + close + "\n");
    // The reference gives up beyond a depth of 10,000, and what is no JSON is shell form.
    EXPECT_EQ(nested.has_value(), depth > 10'000) << depth;
    EXPECT_TRUE(Document::parse("FROM a\n" + open + "\n"));
  }
}

TEST_F(SyntaxHostile, DeepOnbuild) {
  EXPECT_FALSE(Document::parse("FROM a\n" + repeated("ONBUILD \\\n", 1'000'000) + "RUN a\n"));
}

TEST_F(SyntaxHostile, ManyFlagsAndQuotes) {
  accepted("FROM a\nRUN" + repeated(" --mount=type=cache,target=/a \\\n", 100'000) + "x\n");
  accepted("FROM a\nRUN" + repeated(" '\"`<< \\\n", 200'000) + "x\n");
  accepted("FROM a\nRUN" + repeated(" ${a:-\\\n", 200'000) + "<<E\n");
}

}  // namespace
}  // namespace dockhone::syntax
