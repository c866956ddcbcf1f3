// BuildKit's build checks: what each finds, and what it leaves alone.
#include "dockhone/model/checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dockhone::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "Check:line:subject"
std::vector<std::string> found(std::string text) {
  auto document = syntax::Document::parse(std::move(text));
  EXPECT_TRUE(document.has_value());
  std::vector<std::string> out;
  if (!document) return out;
  for (const Finding& finding : check(BuildModel(*document))) {
    EXPECT_FALSE(finding.message.empty());
    EXPECT_FALSE(finding.help.empty());
    EXPECT_LE(finding.first, finding.last);
    out.push_back(std::string(finding.check) + ":" + std::to_string(finding.first) + ":" + finding.subject);
  }
  return out;
}

TEST(Checks, AreListedOnce) {
  auto names = check_names();
  EXPECT_EQ(names.size(), 20u);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
}

TEST(Checks, ACleanFileHasNone) {
  EXPECT_THAT(found("ARG V=1\nFROM debian:$V AS base\nARG X\nENV A=b\nWORKDIR /srv\nRUN make $Y\nWORKDIR "
                    "x\nEXPOSE 80/tcp\nCMD [\"x\"]\n"),
              IsEmpty());
}

TEST(Checks, KeywordsOfTheMinority) {
  EXPECT_THAT(found("FROM scratch\nCOPY a b\ncopy c d\n"),
              ElementsAre("ConsistentInstructionCasing:3:keywords"));
  EXPECT_THAT(found("from scratch\ncopy a b\nCOPY c d\n"),
              ElementsAre("ConsistentInstructionCasing:3:keywords"));
  EXPECT_THAT(found("FROM scratch\nCopy a b\n"), ElementsAre("ConsistentInstructionCasing:2:keywords"));
  // A draw is decided for upper case; ARG before FROM does not count.
  EXPECT_THAT(found("arg X=1\nFROM scratch\ncopy c d\n"),
              ElementsAre("ConsistentInstructionCasing:3:keywords"));
}

TEST(Checks, NamesOfStages) {
  EXPECT_THAT(found("FROM scratch AS Build\nFROM scratch AS build\n"),
              ElementsAre("StageNameCasing:1:Build", "DuplicateStageName:2:build"));
  EXPECT_THAT(found("FROM debian AS scratch\nFROM debian AS context\n"),
              ElementsAre("ReservedStageName:1:scratch", "ReservedStageName:2:context"));
}

TEST(Checks, CaseOfAs) {
  EXPECT_THAT(found("FROM debian as a\n"), ElementsAre("FromAsCasing:1:a"));
  EXPECT_THAT(found("from debian AS a\n"), ElementsAre("FromAsCasing:1:a"));
  EXPECT_THAT(found("from debian as a\n"), IsEmpty());
  EXPECT_THAT(found("FROM debian As a\n"), ElementsAre("FromAsCasing:1:a"));
  EXPECT_THAT(found("From debian as a\n"),
              ElementsAre("ConsistentInstructionCasing:1:keywords"));  // that says it all
}

TEST(Checks, ShellFormOfWhatTheContainerRuns) {
  EXPECT_THAT(found("FROM debian\nCMD a b\nENTRYPOINT c\n"),
              ElementsAre("JSONArgsRecommended:2:CMD", "JSONArgsRecommended:3:ENTRYPOINT"));
  EXPECT_THAT(found("FROM debian\nSHELL [\"bash\", \"-c\"]\nCMD a b\n"), IsEmpty());
  EXPECT_THAT(found("FROM debian AS a\nSHELL [\"bash\", \"-c\"]\nFROM a\nCMD a b\n"), IsEmpty());
}

TEST(Checks, OldForms) {
  EXPECT_THAT(found("FROM debian\nMAINTAINER x\n"), ElementsAre("MaintainerDeprecated:2:MAINTAINER"));
  EXPECT_THAT(found("FROM debian\nENV a b c\nLABEL d e\nENV f=g\n"),
              ElementsAre("LegacyKeyValueFormat:2:ENV a", "LegacyKeyValueFormat:3:LABEL d"));
  EXPECT_THAT(found("FROM debian\nRUN a \\\n\n  b\n"), ElementsAre("NoEmptyContinuation:4:RUN"));
}

TEST(Checks, OnlyTheLastOneCounts) {
  EXPECT_THAT(
      found(
          "FROM debian\nCMD [\"a\"]\nENTRYPOINT [\"e\"]\nCMD [\"b\"]\nHEALTHCHECK NONE\nHEALTHCHECK NONE\n"),
      ElementsAre("MultipleInstructionsDisallowed:2:CMD", "MultipleInstructionsDisallowed:5:HEALTHCHECK"));
  EXPECT_THAT(found("FROM debian\nCMD [\"a\"]\nFROM debian\nCMD [\"b\"]\n"), IsEmpty());
}

TEST(Checks, Secrets) {
  EXPECT_THAT(
      found(
          "FROM debian\nARG API_KEY\nENV GITHUB_TOKEN=a KEYBOARD=b PUBLIC_KEY=c auth=d\nARG PASSWORD_FILE\n"),
      ElementsAre("SecretsUsedInArgOrEnv:2:ARG API_KEY", "SecretsUsedInArgOrEnv:3:ENV GITHUB_TOKEN",
                  "SecretsUsedInArgOrEnv:3:ENV auth"));
  EXPECT_THAT(found("ARG TOKEN=x\nFROM debian\n"), IsEmpty());
}

TEST(Checks, RelativeDirectories) {
  EXPECT_THAT(found("FROM debian\nWORKDIR a\nWORKDIR b\n"), ElementsAre("WorkdirRelativePath:2:a"));
  EXPECT_THAT(found("FROM debian AS x\nWORKDIR /a\nFROM x\nWORKDIR b\n"), IsEmpty());
  EXPECT_THAT(found("FROM debian\nARG D\nWORKDIR $D\n"), IsEmpty());  // not known
  EXPECT_THAT(found("FROM debian\nENV D=a\nWORKDIR $D/b\n"), ElementsAre("WorkdirRelativePath:3:a/b"));
  EXPECT_THAT(found("# escape=`\nFROM example/windows\nWORKDIR C:\\app\n"), IsEmpty());
}

TEST(Checks, PortsOfTheContainer) {
  EXPECT_THAT(found("FROM debian\nEXPOSE 80/TCP 443/tcp\nEXPOSE 127.0.0.1:80:80 8080:80 :80\n"),
              ElementsAre("ExposeProtoCasing:2:80/TCP", "ExposeInvalidFormat:3:127.0.0.1:80:80",
                          "ExposeInvalidFormat:3:8080:80"));
  EXPECT_THAT(found("FROM debian\nEXPOSE 80/xyz\n"), IsEmpty());  // refused by the builder
}

TEST(Checks, ArgumentsOfFrom) {
  EXPECT_THAT(found("ARG A=1\nFROM debian:$A$B\n"), ElementsAre("UndefinedArgInFrom:2:B"));
  EXPECT_THAT(found("FROM --platform=$X debian\n"), ElementsAre("UndefinedArgInFrom:1:X"));
  EXPECT_THAT(found("ARG T\nFROM debian:$T\n"), ElementsAre("InvalidDefaultArgInFrom:2:debian:$T"));
  EXPECT_THAT(found("ARG T=1\nARG T\nFROM debian:$T\n"), IsEmpty());
  EXPECT_THAT(found("FROM Debian\n"), ElementsAre("InvalidDefaultArgInFrom:1:Debian"));
  EXPECT_THAT(found("FROM example/$TARGETARCH\n"), IsEmpty());
}

TEST(Checks, PlatformsOfFrom) {
  EXPECT_THAT(found("FROM --platform=linux/amd64 debian\n"),
              ElementsAre("FromPlatformFlagConstDisallowed:1:linux/amd64"));
  EXPECT_THAT(found("FROM --platform=linux/amd64 debian AS build-amd64\n"), IsEmpty());
  EXPECT_THAT(found("FROM --platform=aarch64 debian AS arm64\n"), IsEmpty());
  EXPECT_THAT(found("FROM --platform=$BUILDPLATFORM debian\n"), IsEmpty());
  EXPECT_THAT(found("FROM --platform=${TARGETPLATFORM} debian\n"),
              ElementsAre("RedundantTargetPlatform:1:${TARGETPLATFORM}"));
  EXPECT_THAT(found("FROM --platform=$TARGETPLATFORM-x debian\n"), IsEmpty());
}

TEST(Checks, UndefinedVariables) {
  EXPECT_THAT(found("FROM scratch\nCOPY $a /\nENV b=$c d=$b\n"),
              ElementsAre("UndefinedVar:2:a", "UndefinedVar:3:c", "UndefinedVar:3:b"));
  EXPECT_THAT(found("FROM debian\nARG a\nENV b=$a$PATH\nUSER $b\n"), IsEmpty());
  EXPECT_THAT(found("FROM debian AS x\nARG a\nFROM x\nUSER a$a\n"), IsEmpty());
  EXPECT_THAT(found("FROM node\nUSER $NODE_VERSION\n"), IsEmpty());  // the base image sets variables
  EXPECT_THAT(found("FROM scratch\nRUN echo $a\nCMD [\"$b\"]\n"), IsEmpty());  // not the builder's variables
}

TEST(Checks, CommentsThatDescribe) {
  EXPECT_THAT(
      found(
          "# check=experimental=all\n# x is set\nARG y=1\n# base is small\nFROM debian AS base\n#\nARG z\n"),
      ElementsAre("InvalidDefinitionDescription:3:y"));
  EXPECT_THAT(found("# x is set\nARG y=1\nFROM debian\n"), IsEmpty());
}

TEST(Checks, AreSwitchedOffForTheFile) {
  EXPECT_THAT(found("# check=skip=all\nFROM debian\nMAINTAINER x\nCMD x\n"), IsEmpty());
  EXPECT_THAT(found("# check=skip=MaintainerDeprecated, StageNameCasing;error=true\nFROM debian\nMAINTAINER "
                    "x\nCMD x\n"),
              ElementsAre("JSONArgsRecommended:4:CMD"));
}

TEST(Checks, AreSwitchedOffForAnInstruction) {
  EXPECT_THAT(found("FROM debian\n# check=skip=JSONArgsRecommended\nCMD x\nENTRYPOINT y\n"),
              ElementsAre("JSONArgsRecommended:4:ENTRYPOINT"));
}

TEST(Checks, MayBeErrors) {
  auto document = syntax::Document::parse("# check=error=true\nFROM debian\nCMD x\n");
  auto findings = check(BuildModel(*document));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_TRUE(findings[0].error);
}

}  // namespace
}  // namespace dockhone::model
