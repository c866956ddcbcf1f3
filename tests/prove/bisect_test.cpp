#include "dockhone/prove/bisect.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace dockhone::prove {
namespace {

using testing::ElementsAre;
using Ids = std::vector<std::string>;

bool has(const Ids& ids, std::string_view id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

TEST(Bisect, FindsTheOneThatFails) {
  EXPECT_THAT(smallest_failing({"a", "b", "c", "d", "e"}, [](const Ids& ids) { return has(ids, "c"); }),
              ElementsAre("c"));
}

TEST(Bisect, FindsTwoThatFailTogether) {
  auto fails = [](const Ids& ids) { return has(ids, "b") && has(ids, "f"); };
  EXPECT_THAT(smallest_failing({"a", "b", "c", "d", "e", "f", "g"}, fails), ElementsAre("b", "f"));
}

TEST(Bisect, OfSeveralCausesItFindsOne) {
  Ids found =
      smallest_failing({"a", "b", "c", "d"}, [](const Ids& ids) { return has(ids, "a") || has(ids, "d"); });
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0] == "a" || found[0] == "d");
}

TEST(Bisect, AllOfThemMayBeNeeded) {
  Ids all = {"a", "b", "c", "d", "e"};
  EXPECT_EQ(smallest_failing(all, [&](const Ids& ids) { return ids == all; }), all);
}

TEST(Bisect, AsksTheSameOnlyOnce) {
  std::vector<Ids> asked;
  smallest_failing({"a", "b", "c", "d", "e", "f", "g", "h"}, [&](const Ids& ids) {
    asked.push_back(ids);
    return has(ids, "b") && has(ids, "g") && has(ids, "h");
  });
  std::vector<Ids> once = asked;
  std::sort(once.begin(), once.end());
  EXPECT_EQ(std::unique(once.begin(), once.end()), once.end());
}

}  // namespace
}  // namespace dockhone::prove
