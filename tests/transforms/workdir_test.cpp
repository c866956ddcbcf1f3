// Paths of the pass workdir.
#include <gtest/gtest.h>

#include "dockhone/rewrite/pipeline.h"
#include "transforms/passes.h"
#include "transforms/workdir/directories.h"

namespace dockhone::transforms::workdir {
namespace {

TEST(Workdir, KnowsWhatCanBeWrittenAsItIs) {
  for (std::string_view good : {"a", "$A", "${A}/b", "/x-$A/y", "a.b/$A_1"})
    EXPECT_TRUE(is_plain_template(good)) << good;
  for (std::string_view bad : {"a b", "$", "${A", "${A:-b}", "$A/..", "a'b'", "$(x)", "a\\b", "$1${}"})
    EXPECT_FALSE(is_plain_template(bad)) << bad;
  EXPECT_FALSE(is_plain_path("$A"));
  EXPECT_EQ(text_below({"/", "/", true}, "./a"), "/a");
  EXPECT_EQ(text_below({"/x", "$X", true}, "a"), "$X/a");
}

std::string optimized(std::string text) {
  auto document = syntax::Document::parse(std::move(text));
  EXPECT_TRUE(document.has_value());
  const rewrite::Pass passes[] = {kWorkdir};
  return rewrite::optimize(*document, passes, {}).text;
}

// One RUN that looks like the start of a group and is not must not carry its neighbours away.
TEST(Workdir, OnlyNeighboursMakeAGroup) {
  std::string text =
      "FROM debian:13.6\nWORKDIR /srv\nRUN cd /opt && a\nUSER x\nRUN cd /opt && b\nENV A=1\nRUN cd /opt && "
      "c\n";
  EXPECT_EQ(optimized(text), text);
}

TEST(Workdir, ADirectoryMadeBySomethingThatMayFailIsNotKnown) {
  for (std::string_view maker : {"mkdir /x || true", "mkdir /x; ls", "! mkdir /x", "mkdir /x &",
                                 "if a; then mkdir /x; fi", "(mkdir /x)", "ls && mkdir -m /x"}) {
    std::string text =
        "FROM debian:13.6\nWORKDIR /srv\nRUN " + std::string(maker) + "\nRUN cd /x && a\nRUN cd /x && b\n";
    EXPECT_EQ(optimized(text), text) << maker;
  }
  for (std::string_view maker : {"mkdir -p /x/y && ls", "ls; mkdir /x", "set -ex; mkdir -m 700 /x; ls",
                                 "cd / && mkdir x", "tar xf a -C /x", "git clone -b a https://h/y /x"}) {
    std::string text =
        "FROM debian:13.6\nWORKDIR /srv\nRUN " + std::string(maker) + "\nRUN cd /x && a\nRUN cd /x && b\n";
    EXPECT_NE(optimized(text), text) << maker;
  }
}

}  // namespace
}  // namespace dockhone::transforms::workdir
