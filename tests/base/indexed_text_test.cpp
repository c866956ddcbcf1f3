#include "dockhone/base/indexed_text.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace dockhone {
namespace {

TEST(IndexedText, AgreesWithFind) {
  std::mt19937 random(2);
  // Bytes whose lower five bits meet: A a 1 Q, and a byte above 127.
  constexpr std::string_view kBytes = "Aa1Qb/\xe1\n";
  auto made = [&](std::size_t size) {
    std::string text(size, ' ');
    for (char& c : text) c = kBytes[random() % kBytes.size()];
    return text;
  };
  int found = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = made(random() % 60);
    BytePairs pairs(text);
    for (int each = 0; each < 5; ++each) {
      std::string word = made(random() % 4);
      bool expected = text.find(word) != std::string::npos;
      found += expected ? 1 : 0;
      ASSERT_EQ(IndexedText(text, pairs).holds(word), expected) << text << ' ' << word;
    }
  }
  EXPECT_GT(found, 10'000);
  EXPECT_LT(found, 90'000);
}

TEST(IndexedText, GivesTheFirstWordOfTheList) {
  std::string text = "apt-get update && apt-get install -y make";
  BytePairs pairs(text);
  IndexedText indexed(text, pairs);
  std::vector<std::string_view> words = {"yum", "make", "apt-get"};
  ASSERT_NE(indexed.first_of(words), nullptr);
  EXPECT_EQ(*indexed.first_of(words), "make");
  EXPECT_FALSE(indexed.holds_any({"yum", "dnf"}));
  EXPECT_TRUE(indexed.holds_any({"yum", "get in"}));
}

}  // namespace
}  // namespace dockhone
