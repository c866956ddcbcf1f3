#include "dockhone/base/contains.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace dockhone {
namespace {

TEST(Contains, AgreesWithFindForAllSizes) {
  std::mt19937 random(1);
  int found = 0;
  for (int round = 0; round < 200'000; ++round) {
    // Few letters, so that first and last bytes often meet.
    std::string text(random() % 80, 'a');
    for (char& c : text) c = static_cast<char>('a' + random() % 3);
    std::string part(random() % 7, 'a');
    for (char& c : part) c = static_cast<char>('a' + random() % 3);
    bool expected = text.find(part) != std::string::npos;
    found += expected ? 1 : 0;
    ASSERT_EQ(contains(text, part), expected) << text << ' ' << part;
  }
  EXPECT_GT(found, 10'000);
  EXPECT_LT(found, 190'000);
}

TEST(Contains, SeesTheFirstAndTheLastPlace) {
  for (std::size_t size = 0; size < 70; ++size) {
    std::string padding(size, '.');
    EXPECT_TRUE(contains("dash" + padding, "dash"));
    EXPECT_TRUE(contains(padding + "dash", "dash"));
    EXPECT_FALSE(contains(padding + "das", "dash"));
    EXPECT_FALSE(contains("ash" + padding, "dash"));
  }
}

}  // namespace
}  // namespace dockhone
