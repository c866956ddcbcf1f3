#include <gtest/gtest.h>

#include "dockhone/image/catalog.h"
#include "dockhone/image/details.h"
#include "transforms/base_choice/successor.h"

namespace dockhone::transforms::base_choice {
namespace {

TEST(Successors, AreThoseThatTheCatalogShows) {
  for (const Successor& successor : successors()) {
    EXPECT_TRUE(image::find_image(successor.name)) << successor.name;
    for (std::string_view name : successor.images) {
      const image::Details* details = image::find_details(name);
      ASSERT_NE(details, nullptr) << name;
      EXPECT_EQ(details->successor, successor.name) << name;
    }
  }
}

std::string tag_of(std::string_view image) {
  auto ref = image::parse_reference(image);
  const Successor* successor = find_successor(*ref);
  if (successor == nullptr) return "none";
  auto found = corresponding(*successor, *ref);
  if (!found) return std::string(found.error().reason);
  return found->tags[0].tag + (found->exact.empty() ? "" : " for " + found->exact);
}

TEST(Successors, TagsCorrespondByVersionKindAndDistribution) {
  const std::pair<const char*, const char*> cases[] = {
      {"openjdk:8", "8-jdk-noble"},
      {"openjdk:11-jre-slim-buster", "11-jre-noble"},
      {"java:openjdk-8-jre-alpine", "8-jre-alpine"},
      {"openjdk:8u191-jdk-alpine3.9", "8-jdk-alpine for 8u191"},
      {"openjdk:17", "17-jdk-noble"},
      {"openjdk:17-slim", "17-jdk-noble"},
      {"openjdk:7", "no-successor"},
      {"openjdk:12-oraclelinux7", "no-successor"},
      {"openjdk:11-nanoserver-1809", "no-successor"},
      {"openjdk:jre-alpine", "8-jre-alpine"},
      {"openjdk:jre", "11-jre-noble"},
      {"java", "8-jdk-noble"},
      {"openjdk", "no-version"},
      {"quay.io/openjdk:8", "none"},
  };
  for (auto [image, expected] : cases) EXPECT_EQ(tag_of(image), expected) << image;
}

}  // namespace
}  // namespace dockhone::transforms::base_choice
