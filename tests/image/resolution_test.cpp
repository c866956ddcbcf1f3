#include "dockhone/image/resolution.h"

#include <gtest/gtest.h>

namespace dockhone::image {
namespace {

TEST(Resolution, NamesAreCanonical) {
  const std::pair<const char*, const char*> cases[] = {
      {"python", "docker.io/library/python:latest"},
      {"index.docker.io/library/python:3", "docker.io/library/python:3"},
      {"docker.io/a/b", "docker.io/a/b:latest"},
      {"a/b", "docker.io/a/b:latest"},
      {"quay.io/python", "quay.io/python:latest"},
      {"localhost:5000/x:1", "localhost:5000/x:1"},
  };
  for (const auto& [text, name] : cases) EXPECT_EQ(canonical(*parse_reference(text)), name);
}

TEST(Resolution, WhatSomethingResolvedToIsKnownToo) {
  const std::string digest = "sha256:" + std::string(64, 'a');
  Resolutions all;
  all["quay.io/a/b:latest"].tag = "1.2.3";
  all["quay.io/a/b:latest"].digest = digest;
  for (const std::string& known : {std::string("quay.io/a/b"), std::string("quay.io/a/b:1.2.3"),
                                   "quay.io/a/b@" + digest, "quay.io/a/b:9@" + digest})
    EXPECT_NE(find_resolution(all, *parse_reference(known)), nullptr) << known;
  for (const std::string& other :
       {std::string("quay.io/a/b:1.2"), std::string("quay.io/a/bb:1.2.3"), std::string("a/b:1.2.3"),
        "quay.io/a/b@sha256:" + std::string(64, 'b'), "quay.io/a/b:latest@sha256:" + std::string(64, 'b')})
    EXPECT_EQ(find_resolution(all, *parse_reference(other)), nullptr) << other;
}

TEST(Resolution, OddConfigurationsAreNotBelieved) {
  ImageConfig config;
  EXPECT_TRUE(is_plain(config));
  config.user = "1000:1000";
  config.workdir = "/srv/app";
  EXPECT_TRUE(is_plain(config));
  for (const char* user : {"a b", "a\nRUN x", "$USER", "\"x\""}) {
    config.user = user;
    EXPECT_FALSE(is_plain(config)) << user;
  }
}

}  // namespace
}  // namespace dockhone::image
