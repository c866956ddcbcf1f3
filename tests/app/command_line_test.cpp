#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "scratch.h"

namespace dockhone::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

using CommandLine = Scratch;

TEST_F(CommandLine, UsageErrorsExitWithTwoAndHelp) {
  write("Dockerfile", kOld);
  const std::pair<const char*, const char*> cases[] = {
      {"", "no command given"},
      {"optimise", "help: did you mean optimize?"},
      {"Dockerfile", "help: dockhone optimize Dockerfile"},
      {"bulk x", "not available in this version"},
      {"optimize --platform linux/arm64", "--platform is not available in this version"},
      {"optimize --platform=linux/arm64", "--platform is not available in this version"},
      {"optimize --wirte", "help: did you mean --write?"},
      {"optimize --risk high", "help: one of safe, review, suggest"},
      {"optimize --passes merge-run", "help: did you mean merge-runs?"},
      {"optimize --skip no-such-thing-at-all", "help: `dockhone passes` lists them"},
      {"optimize --set merge-runs", "is not PASS.OPTION=VALUE"},
      {"optimize --set merge-runs.stages=al", "help: did you mean all?"},
      {"optimize --format sarif", "text and json are"},
      {"optimize --format jso", "did you mean json?"},
      {"optimize --color red", "auto, always or never"},
      {"optimize --as-of yesterday", "'yesterday' is no day"},
      {"optimize --jobs 0", "not a number from 1 to 1024"},
      {"optimize --jobs x", "not a number from 1 to 1024"},
      {"optimize --write --check", "--write with --dry-run or --check"},
      {"optimize --write -", "cannot rewrite standard input"},
      {"optimize - Dockerfile", "give - alone"},
      {"optimize -o - --diff -", "cannot both go to standard output"},
      {"optimize -o x a b", "--output with several files"},
      {"optimize --builder-target docker-20", "not available in this version"},
      {"optimize --builder-target docker", "unknown --builder-target"},
      {"optimize --build-arg =x", "is not NAME=VALUE"},
      {"optimize ''", "a file name is empty"},
      {"optimize --target nope", "no stage 'nope'"},
      {"explain merge-run", "did you mean merge-runs?"},
      {"catalog show pyton", "did you mean python?"},
      {"parse --xml", "unknown option --xml"},
  };
  for (auto [arguments, expected] : cases) {
    Ran ran = dockhone(arguments);
    EXPECT_EQ(ran.status, 2) << arguments;
    EXPECT_EQ(ran.out, "") << arguments;
    EXPECT_THAT(ran.err, HasSubstr(expected)) << arguments;
    EXPECT_THAT(ran.err, HasSubstr("error: ")) << arguments;
  }
  EXPECT_FALSE(exists("Dockerfile.optimized"));
}

TEST_F(CommandLine, TheCatalogShowsWhatIsKnownBesideTheTags) {
  EXPECT_THAT(dockhone("catalog show postgres").out, HasSubstr("ports       5432"));
  EXPECT_THAT(dockhone("catalog show node").out, HasSubstr("accounts    node(1000)"));
  EXPECT_THAT(dockhone("catalog show openjdk").out, HasSubstr("in its place: eclipse-temurin"));
  EXPECT_THAT(dockhone("catalog show java:8").out, HasSubstr("in its place: eclipse-temurin"));
  EXPECT_THAT(dockhone("catalog show debian:bullseye").out,
              HasSubstr("debian 11: without support since 2024-08-14"));
}

TEST_F(CommandLine, BasesWithoutSupportAreReportedForADay) {
  write("Dockerfile", "FROM python:3.8-buster\nENV API_KEY=x\n");
  EXPECT_THAT(dockhone("optimize -n --as-of 2026-08-21").out,
              HasSubstr("python 3.8 has been without support since 2024-10-07"));
  EXPECT_THAT(dockhone("optimize -n --as-of 2026-08-21").out, HasSubstr("ENV API_KEY looks like a secret"));
  EXPECT_THAT(dockhone("optimize -n --as-of 2020-01-01").out, Not(HasSubstr("support")));
  auto json = nlohmann::json::parse(dockhone("optimize -n --format json --as-of 2024-11-01").out);
  EXPECT_EQ(json["files"][0]["findings"].back()["check"], "EndOfLifeBase");
  EXPECT_EQ(json["files"][0]["findings"].back()["subject"], "debian 10");
}

TEST_F(CommandLine, HelpAndVersion) {
  EXPECT_THAT(dockhone("--version").out, StartsWith("dockhone "));
  for (const char* arguments : {"--help", "optimize --help", "parse -h", "catalog show --help"}) {
    Ran ran = dockhone(arguments);
    EXPECT_EQ(ran.status, 0) << arguments;
    EXPECT_THAT(ran.out, HasSubstr("Usage: dockhone")) << arguments;
  }
}

TEST_F(CommandLine, PassesAndExplain) {
  Ran ran = dockhone("passes");
  EXPECT_THAT(ran.out, StartsWith(" 1  "));
  EXPECT_THAT(ran.out, HasSubstr("merge-runs"));
  ran = dockhone("explain merge-runs");
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, StartsWith("merge-runs: "));
  EXPECT_THAT(ran.out, HasSubstr("# merge-runs")) << "the page is embedded";
}

TEST_F(CommandLine, CatalogShow) {
  Ran ran = dockhone("catalog show python");
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, StartsWith("python, as of 20"));
  EXPECT_THAT(ran.out, HasSubstr("latest is "));
  EXPECT_EQ(dockhone("catalog show python:nope").status, 2);
  EXPECT_EQ(dockhone("catalog show 'A B'").status, 2);
}

TEST_F(CommandLine, PassSelection) {
  write("Dockerfile", kOld);
  EXPECT_EQ(dockhone("optimize --check --passes none").status, 0);
  EXPECT_EQ(dockhone("optimize --check --passes env-key-value,overridden").status, 0);
  EXPECT_EQ(dockhone("optimize --check --passes maintainer-to-label Dockerfile").status, 1);
  EXPECT_EQ(dockhone("optimize --check --skip maintainer-to-label").status, 0);
  Ran held = dockhone("optimize -n --risk safe");
  EXPECT_THAT(held.out, HasSubstr("1 more with --risk review\n    line 2        maintainer-to-label: "));
}

TEST_F(CommandLine, ParseShowsTreesWithByteSpans) {
  std::string text =
      "# syntax=docker/dockerfile:1\nARG V=1\nFROM python:$V AS b\nENV A=x\nUSER app\nWORKDIR /w\n"
      "RUN apt-get update && \\\n    echo \"$(id)\" > f\nCOPY --from=b <<EOF /x\nhi\nEOF\n";
  write("Dockerfile", text);
  Ran ran = dockhone("parse --json");
  ASSERT_EQ(ran.status, 0) << ran.err;
  auto value = nlohmann::json::parse(ran.out);
  auto cut = [&](const nlohmann::json& span) {
    return text.substr(span[0].get<std::size_t>(), span[1].get<std::size_t>() - span[0].get<std::size_t>());
  };
  EXPECT_EQ(value["directives"][0]["value"], "docker/dockerfile:1");
  EXPECT_EQ(value["stages"][0]["name"], "b");
  const auto& run = value["instructions"][5];
  EXPECT_EQ(run["keyword"], "RUN");
  EXPECT_EQ(run["lines"], (std::vector<int>{7, 8}));
  EXPECT_EQ(run["state"]["user"], "app");
  EXPECT_EQ(run["state"]["workdir"], "/w");
  const auto& pipelines = run["scripts"][0]["list"]["items"][0]["pipelines"];
  EXPECT_EQ(cut(pipelines[0]["span"]), "apt-get update");
  EXPECT_EQ(cut(pipelines[1]["span"]), "echo \"$(id)\" > f");
  EXPECT_EQ(cut(pipelines[1]["commands"][0]["words"][1]["parts"][0]["parts"][0]["list"]["span"]), "id");
  std::size_t newest = run["state"]["variables"];
  EXPECT_EQ(value["variables"][newest]["name"], "A");
  EXPECT_EQ(cut(value["instructions"][6]["heredocs"][0]["body"]), "hi\n");
  EXPECT_EQ(shell("dockhone parse - <Dockerfile").status, 0);
  write("Dockerfile", "FROM x\nNO\n");
  EXPECT_EQ(dockhone("parse").status, 4);
}

}  // namespace
}  // namespace dockhone::app
