#include "dockhone/image/reference.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>

namespace dockhone::image {
namespace {

const std::string kSha256 = "sha256:" + std::string(64, 'a');

struct Case {
  std::string text, registry, repository, tag, digest, official;
};

TEST(Reference, TakesApartWhatTheGrammarAllows) {
  const Case cases[] = {
      {"python", "", "python", "", "", "python"},
      {"python:3.14", "", "python", "3.14", "", "python"},
      {"library/python:3", "", "library/python", "3", "", "python"},
      {"docker.io/python", "docker.io", "python", "", "", "python"},
      {"docker.io/library/python:3", "docker.io", "library/python", "3", "", "python"},
      {"index.docker.io/library/python", "index.docker.io", "library/python", "", "", "python"},
      {"python@" + kSha256, "", "python", "", kSha256, "python"},
      {"python:3@" + kSha256, "", "python", "3", kSha256, "python"},
      {"registry:5000/a/b:tag@" + kSha256, "registry:5000", "a/b", "tag", kSha256, ""},
      {"registry:5000/a", "registry:5000", "a", "", "", ""},
      {"localhost/a", "localhost", "a", "", "", ""},
      {"localhost:1/library/python", "localhost:1", "library/python", "", "", ""},
      {"Foo/bar", "Foo", "bar", "", "", ""},
      {"foo/bar", "", "foo/bar", "", "", ""},
      {"foo.example/bar:1", "foo.example", "bar", "1", "", ""},
      {"[::1]:5000/a", "[::1]:5000", "a", "", "", ""},
      {"[2001:db8::A]/a", "[2001:db8::A]", "a", "", "", ""},
      {"a__b/c-----d.e_f", "", "a__b/c-----d.e_f", "", "", ""},
      {"localhost:5000", "", "localhost", "5000", "", "localhost"},
      {"a:" + std::string(128, 'x'), "", "a", std::string(128, 'x'), "", "a"},
      {"a:_1.-", "", "a", "_1.-", "", "a"},
      {"a@sha512:" + std::string(128, '0'), "", "a", "", "sha512:" + std::string(128, '0'), "a"},
      {"1.2", "", "1.2", "", "", "1.2"},
      {"host.example/" + std::string(255, 'a'), "host.example", std::string(255, 'a'), "", "", ""},
  };
  for (const auto& c : cases) {
    const auto ref = parse_reference(c.text);
    ASSERT_TRUE(ref) << c.text;
    EXPECT_EQ(ref->registry, c.registry) << c.text;
    EXPECT_EQ(ref->repository, c.repository) << c.text;
    EXPECT_EQ(ref->tag, c.tag) << c.text;
    EXPECT_EQ(ref->digest, c.digest) << c.text;
    EXPECT_EQ(ref->official(), c.official) << c.text;
  }
}

TEST(Reference, RefusesEverythingElse) {
  const std::string cases[] = {
      "",
      " ",
      "/",
      "a/",
      "/a",
      "a//b",
      ":",
      ":tag",
      "a:",
      "@",
      "a@",
      "a:tag@",
      "a:b:c",
      "a b",
      "a\n",
      "a\t",
      "Python",
      "docker.io/Python",
      "foo/Bar",
      "foo/bar/Baz",
      "$IMAGE",
      "${IMAGE}:1",
      "python:${V}",
      "python:$V",
      "a___b",
      "a..b",
      "a._b",
      "-a",
      "a-",
      "_a",
      "a_",
      ".a",
      "a.",
      "a/-b",
      "http://a/b",
      "a:-x",
      "a:.x",
      "a:x/y",
      "a:" + std::string(129, 'x'),
      std::string(256, 'a'),
      std::string(248, 'a'),
      "host.example/" + std::string(256, 'a'),
      "-h.example/a",
      "h-.example/a",
      "h..example/a",
      "h:/a",
      "h:x/a",
      "h:1:2/a",
      "[::1/a",
      "[]:1/a",
      "[::g]/a",
      "[::1]x/a",
      "a@sha256:" + std::string(63, 'a'),
      "a@sha256:" + std::string(65, 'a'),
      "a@sha256:" + std::string(64, 'A'),
      "a@sha256:" + std::string(64, 'g'),
      "a@md5:" + std::string(32, 'a'),
      "a@" + kSha256 + "@" + kSha256,
      "a@" + kSha256 + ":tag",
      std::string(64, 'a'),
      "a\x80",
      std::string("a\0b", 3),
  };
  for (const auto& text : cases) EXPECT_FALSE(parse_reference(text)) << text;
}

// Name and tag spans, with what joins them, are the text again.
void expect_exact(const std::string& text) {
  const auto ref = parse_reference(text);
  if (!ref) return;
  std::string again = ref->registry + (ref->registry.empty() ? "" : "/") + ref->repository;
  EXPECT_EQ(ref->name_span.in(text), again) << text;
  EXPECT_EQ(ref->tag_span.in(text), ref->tag) << text;
  if (!ref->tag.empty()) again += ":" + ref->tag;
  if (!ref->digest.empty()) again += "@" + ref->digest;
  EXPECT_EQ(again, text);
}

TEST(Reference, PartsPutTogetherAreTheText) {
  std::mt19937 random(7);
  const std::string pieces[] = {"a",     "b1",   "/",      "/",         ":",          ":5000", ".",
                                "-",     "_",    "__",     "localhost", "X",          "@",     "@" + kSha256,
                                "[::1]", ":tag", "python", "library/",  "docker.io/", "\xff",  "$"};
  for (int round = 0; round < 200000; ++round) {
    std::string text;
    for (auto left = random() % 8; left > 0; --left) text += pieces[random() % std::size(pieces)];
    expect_exact(text);
  }
}

TEST(Reference, TakesLongHostileTextInLinearTime) {
  for (const char c : {'a', '/', ':', '@', '.', '-', '_', '[', 'A'}) {
    const std::string text(4u << 20, c);
    EXPECT_FALSE(parse_reference(text));
    EXPECT_FALSE(parse_reference("h:1/" + text + "a"));
  }
}

}  // namespace
}  // namespace dockhone::image
