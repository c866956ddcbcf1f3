#include "dockhone/base/path.h"

#include <gtest/gtest.h>

namespace dockhone {
namespace {

TEST(Path, JoinsWhatIsRelative) {
  EXPECT_EQ(joined_path("/srv", "app"), "/srv/app");
  EXPECT_EQ(joined_path("/srv", "./app//x/"), "/srv/app/x");
  EXPECT_EQ(joined_path("/srv/a", "../../../b"), "/b");
  EXPECT_EQ(joined_path("/srv", "/"), "/");
  EXPECT_EQ(joined_path("/", "."), "/");
  EXPECT_EQ(joined_path("", "a"), "/a");
}

TEST(Path, ARelativeOneKeepsWhatLeadsOutOfIt) {
  EXPECT_EQ(normal_path("a/../.."), "..");
  EXPECT_EQ(normal_path("../../x/./y/"), "../../x/y");
  EXPECT_EQ(normal_path("./"), ".");
  EXPECT_EQ(normal_path(""), ".");
  EXPECT_EQ(normal_path("~/../x"), "~/../x");
  EXPECT_EQ(normal_path("/~/../x"), "/x");
}

}  // namespace
}  // namespace dockhone
