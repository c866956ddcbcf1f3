#include "dockhone/image/lifecycle.h"

#include <gtest/gtest.h>

namespace dockhone::image {
namespace {

// "product cycle > successor" of each, separated by commas.
std::string ended_on(std::string_view image, std::string_view day) {
  std::string out;
  for (const Ended& each : ended(*parse_reference(image), day)) {
    out += (out.empty() ? "" : ", ") + std::string(each.product) + ' ' + std::string(each.cycle->name);
    out += " > " + std::string(each.successor == nullptr ? "none" : each.successor->name);
  }
  return out;
}

TEST(EndOfLife, ProductAndDistributionAreToldApart) {
  EXPECT_EQ(ended_on("python:3.8.2-slim-buster", "2026-08-21"), "python 3.8 > 3.10, debian 10 > 13");
  EXPECT_EQ(ended_on("ubuntu:18.04", "2026-08-21"), "ubuntu 18.04 > 22.04");
  EXPECT_EQ(ended_on("mirror.gcr.io/library/centos:7", "2026-08-21").substr(0, 6), "centos");
}

TEST(EndOfLife, TheLastDayOfSupportIsSupported) {
  EXPECT_EQ(ended_on("python:3.8", "2024-10-07"), "");
  EXPECT_EQ(ended_on("python:3.8", "2024-10-08"), "python 3.8 > 3.9");
}

TEST(EndOfLife, ATagThatMovesOnIsNotReported) {
  for (const char* image :
       {"python", "python:3", "debian:stable", "golang:1", "scratch", "registry.example.com/python:2.7"})
    EXPECT_EQ(ended_on(image, "2026-08-21"), "") << image;
}

TEST(EndOfLife, WithoutASuccessorNoneIsNamed) {
  EXPECT_EQ(ended_on("centos:8", "2026-08-21"), "centos 8 > none");
}

TEST(EndOfLife, ADayIsAnIsoDate) {
  EXPECT_TRUE(is_day("2026-11-23"));
  for (const char* text :
       {"", "2026-13-01", "2026-00-10", "2026-11-32", "26-11-23", "2026/11/23", "2026-11-231"})
    EXPECT_FALSE(is_day(text)) << text;
}

}  // namespace
}  // namespace dockhone::image
