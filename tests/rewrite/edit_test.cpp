#include "dockhone/rewrite/edit.h"

#include <gtest/gtest.h>

#include <random>

namespace dockhone::rewrite {
namespace {

TEST(EditList, AppliesInTextOrder) {
  EditList edits;
  ASSERT_TRUE(edits.add({{{6, 11}, "there"}}));
  ASSERT_TRUE(edits.add({{{0, 0}, ">> "}, {{5, 6}, "_"}}));
  EXPECT_EQ(edits.apply("hello world"), ">> hello_there");
}

TEST(EditList, RefusesOverlapsAndKeepsWhatItHad) {
  EditList edits;
  ASSERT_TRUE(edits.add({{{2, 5}, "x"}}));
  EXPECT_FALSE(edits.add({{{4, 6}, "y"}}));
  EXPECT_FALSE(edits.add({{{3, 3}, "y"}}));
  EXPECT_FALSE(edits.add({{{0, 1}, "a"}, {{2, 5}, "b"}}));  // one of a group: none is taken
  EXPECT_FALSE(edits.add({{{8, 8}, "a"}, {{8, 8}, "b"}}));  // two insertions at one place have no order
  EXPECT_EQ(edits.apply("0123456789"), "01x56789");
}

TEST(EditList, NeighboursMayTouch) {
  EditList edits;
  ASSERT_TRUE(edits.add({{{2, 4}, "B"}, {{0, 2}, "A"}, {{4, 4}, "+"}}));
  EXPECT_EQ(edits.apply("0011rest"), "AB+rest");
}

TEST(EditList, LeadsBack) {
  EditList edits;
  ASSERT_TRUE(edits.add({{{2, 4}, "wxyz"}, {{6, 8}, ""}}));
  // 01 23 45 67 89 -> 01 wxyz 45 89
  EXPECT_EQ(edits.before(Span{0, 2}), (Span{0, 2}));
  EXPECT_EQ(edits.before(Span{3, 4}), (Span{2, 4}));
  EXPECT_EQ(edits.before(Span{6, 8}), (Span{4, 6}));
  EXPECT_EQ(edits.before(Span{8, 10}), (Span{8, 10}));
  EXPECT_EQ(edits.before(Span{0, 10}), (Span{0, 10}));
}

// Against a byte by byte applier.
TEST(EditList, AgreesWithANaiveApplier) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text(1 + random() % 30, '.');
    for (char& c : text) c = static_cast<char>('a' + random() % 26);
    std::vector<int> owner(text.size(), -1);
    std::vector<Edit> taken;
    EditList edits;
    for (int i = 0; i < 5; ++i) {
      auto begin = static_cast<std::uint32_t>(random() % text.size());
      auto end = begin + 1 + static_cast<std::uint32_t>(random() % (text.size() - begin));
      bool free = true;
      for (auto at = begin; at < end; ++at) free &= owner[at] == -1;
      Edit edit{{begin, end}, std::string(random() % 4, static_cast<char>('A' + i))};
      EXPECT_EQ(edits.add({edit}), free);
      if (!free) continue;
      for (auto at = begin; at < end; ++at) owner[at] = static_cast<int>(taken.size());
      taken.push_back(edit);
    }
    std::string expected;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (owner[at] == -1) expected += text[at];
      if (owner[at] >= 0 && (at == 0 || owner[at - 1] != owner[at]))
        expected += taken[static_cast<std::size_t>(owner[at])].text;
    }
    EXPECT_EQ(edits.apply(text), expected);
  }
}

}  // namespace
}  // namespace dockhone::rewrite
