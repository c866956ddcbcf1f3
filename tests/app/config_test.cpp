#include "src/app/config.h"

#include <gmock/gmock.h>

#include "scratch.h"
#include "src/app/glob.h"
#include "transforms/pipeline.h"

namespace dockhone::app {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Case {
  const char* yaml;
  std::uint32_t line;
  std::uint32_t column;
  const char* message;
  const char* help;
};

TEST(ConfigFile, MistakesAreNamedWithTheirPlace) {
  const Case cases[] = {
      {"risk: review\nrsk: safe\n", 2, 1, "unknown key 'rsk'", "did you mean risk?"},
      {"risk: saf\n", 1, 7, "unknown risk 'saf'", "did you mean safe?"},
      {"risk: [a]\n", 1, 7, "risk has to be a single value", ""},
      {"- a\n", 1, 1, "the configuration has to be a mapping", ""},
      {"risk: safe\nrisk: safe\n", 2, 1, "'risk' stands twice", ""},
      {"passes:\n  merge-rums: off\n", 2, 3, "unknown pass 'merge-rums'", "did you mean merge-runs?"},
      {"passes:\n  merge-runs: maybe\n", 2, 15, "has to be off, on or {option: value}", ""},
      {"passes:\n  merge-runs: [all]\n", 2, 15, "has to be off, on or {option: value}", ""},
      {"passes:\n  merge-runs:\n", 2, 3, "pass merge-runs has no value", "off, on or {option: value}"},
      {"passes:\n  pin-base:\n  merge-runs: off\n", 2, 3, "pass pin-base has no value", ""},
      {"passes:\n  merge-runs: { stages: fin }\n", 2, 25, "'fin' is no value of merge-runs.stages", "final"},
      {"passes:\n  merge-runs: { stage: all }\n", 2, 17, "has no option 'stage'", "did you mean stages?"},
      {"builder-target: docker-20\n", 1, 17, "not available in this version", ""},
      {"ignore: vendor\n", 1, 9, "list of patterns", ""},
      {"ignore: [ '!x' ]\n", 1, 11, "cannot be empty or start with '!'", ""},
      {"catalog:\n  python: { latest: '1' }\n", 2, 3, "official image", ""},
      {"catalog:\n  r.io/a: { lates: '1' }\n", 2, 13, "unknown key 'lates' of r.io/a",
       "did you mean latest?"},
      {"catalog:\n  r.io/a:1: { latest: '1' }\n", 2, 3, "without tag", ""},
      {"catalog:\n  r.io/a: { latest: 'a b' }\n", 2, 21, "is no tag", ""},
      {"a: 'x\n", 2, 1, "", ""},
      {"--- {}\n--- {}\n", 2, 5, "more than one YAML document", ""},
      {"risk: *x\n", 1, 7, "", ""},
  };
  for (const Case& wrong : cases) {
    auto config = parse_config(".dockhone.yaml", wrong.yaml, transforms::pipeline());
    ASSERT_FALSE(config) << wrong.yaml;
    EXPECT_THAT(config.error().error.message, HasSubstr(wrong.message)) << wrong.yaml;
    EXPECT_THAT(config.error().error.help, HasSubstr(wrong.help)) << wrong.yaml;
    if (*wrong.message != '\0') {
      EXPECT_EQ(config.error().position.line, wrong.line) << wrong.yaml;
      EXPECT_EQ(config.error().position.column, wrong.column) << wrong.yaml;
    }
  }
}

TEST(ConfigFile, WhatHasNoValueIsNamed) {
  for (const char* yaml :
       {"risk:\n", "passes:\n", "builder-target:\n", "catalog:\n", "catalog:\n  r.io/a:\n"}) {
    auto config = parse_config(".dockhone.yaml", yaml, transforms::pipeline());
    ASSERT_FALSE(config) << yaml;
    EXPECT_THAT(config.error().error.message, HasSubstr(" has no value")) << yaml;
  }
}

TEST(ConfigFile, TakesWhatThePageShows) {
  auto config =
      parse_config("c",
                   "risk: safe\nbuilder-target: buildkit\npasses:\n  merge-runs: { stages: all }\n"
                   "  pin-base: off\n  overridden: on\nignore: [ \"vendor/**\" ]\n"
                   "catalog:\n  registry.example.com/base: { latest: \"4.2.1-bookworm\", user: 1000 }\n",
                   transforms::pipeline());
  ASSERT_TRUE(config) << config.error().error.message;
  EXPECT_EQ(config->risk, rewrite::Risk::kSafe);
  EXPECT_EQ(config->options.at("merge-runs.stages"), "all");
  EXPECT_TRUE(config->off.contains("pin-base"));
  EXPECT_EQ(config->off.size(), 1u);
  EXPECT_EQ(config->catalog.at("registry.example.com/base").latest, "4.2.1-bookworm");
  EXPECT_TRUE(parse_config("c", "", transforms::pipeline()));
  EXPECT_TRUE(parse_config("c", "# nothing\n", transforms::pipeline()));
}

TEST(ConfigFile, HostileYamlIsAnError) {
  std::string deep(100'000, '[');
  EXPECT_FALSE(parse_config("c", deep, transforms::pipeline()));
  EXPECT_FALSE(parse_config("c", std::string(100'000, '{'), transforms::pipeline()));
  std::string block;
  for (int i = 0; i < 600; ++i) block += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  EXPECT_FALSE(parse_config("c", block, transforms::pipeline()));
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 30; ++i) {
    std::string n = std::to_string(i), p = "*a" + std::to_string(i - 1);
    bomb += "a" + n + ": &a" + n + " [" + p + "," + p + "," + p + "," + p + "," + p + "]\n";
  }
  EXPECT_FALSE(parse_config("c", bomb, transforms::pipeline()));
  EXPECT_FALSE(parse_config("c", "risk: &r [*r]\n", transforms::pipeline()));
  EXPECT_FALSE(parse_config("c", std::string("risk: \0\x01\xff\n", 10), transforms::pipeline()));
  std::string dashes;
  for (int i = 0; i < 60'000; ++i) dashes += "- ";
  EXPECT_FALSE(parse_config("c", dashes, transforms::pipeline()));
}

TEST(Glob, CoversLikeGitignore) {
  EXPECT_TRUE(glob_covers("vendor/**", "vendor/a/Dockerfile"));
  EXPECT_TRUE(glob_covers("vendor", "vendor/a/Dockerfile"));
  EXPECT_TRUE(glob_covers("vendor", "a/vendor/Dockerfile"));
  EXPECT_TRUE(glob_covers("vendor/", "a/vendor/Dockerfile"));
  EXPECT_FALSE(glob_covers("/vendor", "a/vendor/Dockerfile"));
  EXPECT_FALSE(glob_covers("a/vendor", "b/a/vendor/Dockerfile"));
  EXPECT_TRUE(glob_covers("**/vendor/*", "b/a/vendor/Dockerfile"));
  EXPECT_TRUE(glob_covers("**/vendor/*", "vendor/Dockerfile"));
  EXPECT_TRUE(glob_covers("a/**/b", "a/b/Dockerfile"));
  EXPECT_TRUE(glob_covers("a/**/b", "a/x/y/b"));
  EXPECT_FALSE(glob_covers("a/*/b", "a/x/y/b"));
  EXPECT_TRUE(glob_covers("*.dev", "x/Dockerfile.dev"));
  EXPECT_TRUE(glob_covers("Dockerfile.[a-c]?", "Dockerfile.b1"));
  EXPECT_FALSE(glob_covers("Dockerfile.[!a-c]?", "Dockerfile.b1"));
  EXPECT_TRUE(glob_covers("a\\*", "a*"));
  EXPECT_FALSE(glob_covers("a\\*", "ab"));
  EXPECT_FALSE(glob_covers("", "a"));
  EXPECT_FALSE(glob_covers("[", "a"));
  std::string stars;
  for (int i = 0; i < 100; ++i) stars += "*a";
  EXPECT_FALSE(glob_covers(stars + "b", std::string(4000, 'a')));
}

using ConfigRun = Scratch;

TEST_F(ConfigRun, TheClosestFileUpToTheRepositoryHolds) {
  shell("git init -q repo");
  write("repo/a/b/Dockerfile", kOld);
  write(".dockhone.yaml", "passes: { maintainer-to-label: off }\n");
  EXPECT_EQ(dockhone("optimize --check repo").status, 1) << "above the repository";
  write("repo/.dockhone.yaml", "passes: { maintainer-to-label: off }\n");
  EXPECT_EQ(dockhone("optimize --check repo").status, 0);
  write("repo/a/.dockhone.yaml", "risk: review\n");
  EXPECT_EQ(dockhone("optimize --check repo").status, 1) << "the closer one wins whole";
  write("repo/a/.dockhone.yaml", "risk: safe\n");
  EXPECT_EQ(dockhone("optimize --check repo").status, 0);
  EXPECT_EQ(shell("DOCKHONE_RISK=review dockhone optimize --check repo").status, 1) << "environment";
  EXPECT_EQ(shell("DOCKHONE_RISK=review dockhone optimize --risk safe --check repo").status, 0) << "flag";
  EXPECT_EQ(dockhone("optimize --check repo --config repo/.dockhone.yaml").status, 0);
  EXPECT_EQ(
      dockhone("optimize --check repo --config repo/.dockhone.yaml --passes maintainer-to-label").status, 1);
}

TEST_F(ConfigRun, TheUsersFileHoldsWhereThereIsNoOther) {
  write("Dockerfile", kOld);
  write("x/dockhone/config.yaml", "risk: safe\n");
  EXPECT_EQ(shell("XDG_CONFIG_HOME=\"$PWD/x\" dockhone optimize --check").status, 0);
  EXPECT_EQ(shell("dockhone optimize --check").status, 1);
}

TEST_F(ConfigRun, IgnoreHoldsForSearchesNotForNamedFiles) {
  write("vendor/Dockerfile", kOld);
  write(".dockhone.yaml", "ignore: [ 'vendor/**' ]\n");
  EXPECT_EQ(dockhone("optimize --check .").status, 0);
  EXPECT_EQ(dockhone("optimize --check vendor").status, 0);
  EXPECT_EQ(dockhone("optimize --check vendor/Dockerfile").status, 1);
}

TEST_F(ConfigRun, AFileThatIsNotThereIsSaidWithWhatNamedIt) {
  write("Dockerfile", kOld);
  Ran ran = shell("DOCKHONE_CONFIG=nofile dockhone optimize -n");
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("nofile"));
  EXPECT_THAT(ran.err, HasSubstr("DOCKHONE_CONFIG: no such file"));
  ran = shell("DOCKHONE_CONFIG=nofile dockhone optimize -n --config other");
  EXPECT_THAT(ran.err, HasSubstr("--config: no such file"));
}

TEST_F(ConfigRun, ABrokenFileIsSaidOnce) {
  write("a/Dockerfile", kOld);
  write("b/Dockerfile", kOld);
  write(".dockhone.yaml", "risk: saf\n");
  Ran ran = dockhone("optimize --check .");
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr(".dockhone.yaml:1:7: error: unknown risk 'saf'\n  risk: saf\n        "
                                 "^\nhelp: did you mean safe?\n"));
  EXPECT_EQ(ran.err.find("error:"), ran.err.rfind("error:"));
}

TEST_F(ConfigRun, AHugeFileIsRefusedUnread) {
  write("Dockerfile", kOld);
  shell("truncate -s 100M .dockhone.yaml");
  Ran ran = dockhone("optimize --check");
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("larger than"));
  shell("rm .dockhone.yaml; mkfifo .dockhone.yaml");
  EXPECT_THAT(dockhone("optimize --check").err, HasSubstr("is a FIFO"));
}

}  // namespace
}  // namespace dockhone::app
