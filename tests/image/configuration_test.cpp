#include "dockhone/image/configuration.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dockhone::image {
namespace {

Configuration of(std::string_view text) {
  const auto ref = parse_reference(text);
  EXPECT_TRUE(ref) << text;
  const auto* known = ref ? find_configuration(*ref) : nullptr;
  return known ? *known : Configuration();
}

TEST(Configuration, OfOfficialImages) {
  EXPECT_TRUE(of("debian:12").starts_as_root);
  EXPECT_TRUE(of("docker.io/library/debian").runs_its_arguments);
  EXPECT_EQ(of("debian").workdir, "/");
  EXPECT_EQ(of("golang:1.26").workdir, "/go");
  EXPECT_FALSE(of("postgres").runs_its_arguments);
  EXPECT_TRUE(is_onbuild(*parse_reference("ruby:2.3-onbuild")));
}

// Some of their tags set a USER.
TEST(Configuration, IsNotKnownWhereTagsDiffer) {
  for (std::string_view image : {"haproxy:3.0", "memcached:1", "docker:dind-rootless", "somebody/debian"})
    EXPECT_FALSE(of(image).starts_as_root) << image;
}

TEST(Configuration, OthersGoByTheirWholeName) {
  EXPECT_EQ(of("gcr.io/oss-fuzz-base/base-builder-go").workdir, "/src");
  EXPECT_EQ(of("gcr.io/oss-fuzz-base/base-builder-ruby").workdir, "/src/ruzzy");
  EXPECT_EQ(of("oss-fuzz-base/base-builder").workdir, "");
}

TEST(Configuration, TheTableIsInOrder) {
  const auto rows = known_configurations();
  EXPECT_TRUE(
      std::is_sorted(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.name < b.name; }));
}

}  // namespace
}  // namespace dockhone::image
