// What is known of caches fits what is known of commands.
#include <gtest/gtest.h>

#include "dockhone/model/commands.h"
#include "transforms/clean_caches/mounts.h"

namespace dockhone::transforms::clean_caches {
namespace {

TEST(CleanCaches, EveryCacheIsOneThatACommandMakes) {
  ASSERT_FALSE(cleaners().empty());
  for (const Cleaner& cleaner : cleaners()) {
    EXPECT_NE(model::find_cache(cleaner.cache), nullptr) << cleaner.cache;
    EXPECT_FALSE(cleaner.command.empty()) << cleaner.cache;
    EXPECT_TRUE(cleaner.program.empty() || cleaner.command.starts_with(cleaner.program)) << cleaner.command;
  }
  ASSERT_FALSE(mounts().empty());
  for (const Mount& mount : mounts()) {
    EXPECT_NE(model::find_cache(mount.cleaner.cache), nullptr) << mount.cleaner.cache;
    EXPECT_TRUE(mount.target.starts_with('/')) << mount.target;
  }
}

}  // namespace
}  // namespace dockhone::transforms::clean_caches
