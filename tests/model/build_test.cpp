#include "dockhone/model/build.h"

#include <gtest/gtest.h>

namespace dockhone::model {
namespace {

using shell::Dialect;

struct Built {
  explicit Built(std::string text, BuildOptions options = {})
      : document(std::move(*syntax::Document::parse(std::move(text)))), model(document, options) {}
  // State before the last instruction.
  const State& last() const { return model.before(document.instructions().size() - 1); }
  syntax::Document document;
  BuildModel model;
};

TEST(Stages, AreResolvedByNameAndNumber) {
  Built b(
      "FROM golang AS Build\nFROM build AS mid\nFROM scratch\nCOPY --from=0 /a /a\nCOPY --from=MID /a /a\n");
  ASSERT_EQ(b.model.stages().size(), 3u);
  EXPECT_EQ(b.model.stages()[1].base.kind, BaseRef::Kind::kStage);
  EXPECT_EQ(b.model.stages()[1].base.stage, 0u);
  EXPECT_EQ(b.model.stages()[2].base.kind, BaseRef::Kind::kScratch);
  EXPECT_FALSE(b.model.stages()[0].final);
  EXPECT_FALSE(b.model.stages()[1].final);
  EXPECT_TRUE(b.model.stages()[2].final);
  EXPECT_EQ(b.model.resolve("mid").stage, 1u);
  EXPECT_EQ(b.model.resolve("3").kind, BaseRef::Kind::kUnknown);
  EXPECT_EQ(b.model.resolve("nginx:1.2").image->tag, "1.2");
}

TEST(Stages, FromMayNameALaterStageInCopyButNotInFrom) {
  Built b("FROM nginx AS a\nCOPY --from=nginx /x /x\nFROM busybox AS nginx\n");
  EXPECT_EQ(b.model.resolve("nginx").stage, 1u);
  EXPECT_EQ(b.model.stages()[0].base.kind, BaseRef::Kind::kImage);
  EXPECT_FALSE(b.model.stages()[1].final);
}

TEST(Stages, MountsConsumeStagesToo) {
  Built b("FROM a AS tools\nFROM b\nRUN --mount=type=bind,from=tools,target=/t ls\n");
  EXPECT_FALSE(b.model.stages()[0].final);
}

TEST(Stages, SeveralMayBeFinal) {
  Built b("FROM a AS one\nFROM b AS two\n");
  EXPECT_TRUE(b.model.stages()[0].final && b.model.stages()[1].final);
  Built targeted("FROM a AS one\nFROM one AS two\n", {.target = "one", .args = {}});
  EXPECT_TRUE(targeted.model.stages()[0].final);
}

TEST(Stages, LayersOfABaseAreShippedToo) {
  Built b("FROM a AS tools\nFROM b AS base\nFROM base\nCOPY --from=tools /t /t\n");
  EXPECT_FALSE(b.model.stages()[0].shipped);
  EXPECT_TRUE(b.model.stages()[1].shipped && !b.model.stages()[1].final);
  EXPECT_TRUE(b.model.stages()[2].shipped);
}

TEST(Stages, ArgsFeedTheBase) {
  Built b("ARG V=3.12\nARG IMAGE=python\nFROM ${IMAGE}:${V}-slim\n");
  EXPECT_EQ(b.model.stages()[0].base.expanded, "python:3.12-slim");
  EXPECT_TRUE(b.model.stages()[0].base.templated);
  Built given("ARG V=3.12\nFROM python:$V\n", {.target = {}, .args = {{"V", "3.13"}}});
  EXPECT_EQ(given.model.stages()[0].base.expanded, "python:3.13");
  Built platform("FROM base-$TARGETARCH\n");
  EXPECT_EQ(platform.model.stages()[0].base.kind, BaseRef::Kind::kUnknown);
}

TEST(State, FollowsUserWorkdirAndEnv) {
  Built b(
      "FROM debian:12\nENV HOME=/h A=1\nENV A=2 B=$A\nUSER app:app\nWORKDIR /srv//x/\nWORKDIR ../y\nARG "
      "C=3\nRUN true\n");
  EXPECT_EQ(b.last().user, "app:app");
  EXPECT_EQ(b.last().workdir, "/srv/y");
  EXPECT_EQ(b.last().lookup("A").value, "2");
  EXPECT_EQ(b.last().lookup("B").value, "1");  // one ENV sees the environment before it
  EXPECT_EQ(b.last().lookup("C").value, "3");
  EXPECT_EQ(b.last().lookup("D").state, syntax::Lookup::State::kUnset);
}

TEST(State, EnvIsInheritedByStagesAndArgIsNot) {
  Built b("FROM debian:12 AS a\nENV E=1\nARG A=1\nUSER u\nWORKDIR /w\nFROM a\nRUN true\n");
  EXPECT_EQ(b.last().lookup("E").value, "1");
  EXPECT_EQ(b.last().lookup("A").state, syntax::Lookup::State::kUnset);
  EXPECT_EQ(b.last().user, "u");
  EXPECT_EQ(b.last().workdir, "/w");
}

TEST(State, RelativeWorkdirOfAnUnknownImageIsUnknown) {
  Built b("FROM example.org/x\nWORKDIR app\nRUN true\n");
  EXPECT_FALSE(b.last().workdir.has_value());
}

TEST(State, EnvWinsOverArgAndGlobalArgNeedsDeclaring) {
  Built b("ARG V=1\nARG W=2\nFROM debian:12\nARG V\nENV X=$V\nARG X=9\nRUN true\n");
  EXPECT_EQ(b.last().lookup("V").value, "1");
  EXPECT_EQ(b.last().lookup("W").state, syntax::Lookup::State::kUnset);
  EXPECT_EQ(b.last().lookup("X").value, "1");
}

std::vector<Dialect> dialects(const std::string& text) {
  Built b(text + "RUN true\n");
  auto found = b.last().shell.dialects;
  return {found.begin(), found.end()};
}

TEST(Shell, FollowsBaseImageAndShellInstruction) {
  const std::vector<Dialect> any = {Dialect::kDash, Dialect::kBash, Dialect::kAsh};
  EXPECT_EQ(dialects("FROM debian:12\n"), std::vector{Dialect::kDash});
  EXPECT_EQ(dialects("FROM alpine\n"), std::vector{Dialect::kAsh});
  EXPECT_EQ(dialects("FROM python:3.12-alpine\n"), std::vector{Dialect::kAsh});
  EXPECT_EQ(dialects("FROM example.org/thing\n"), any);
  EXPECT_EQ(dialects("FROM debian:12\nSHELL [\"/bin/bash\", \"-c\"]\n"), std::vector{Dialect::kBash});
  EXPECT_EQ(dialects("FROM debian:12\nSHELL [\"/bin/sh\", \"-ec\"]\n"), std::vector{Dialect::kDash});
  EXPECT_EQ(dialects("FROM debian:12\nSHELL [\"pwsh\", \"-c\"]\n"), std::vector<Dialect>{});
  EXPECT_EQ(dialects("FROM debian:12\nRUN ln -sf /bin/bash /bin/sh\n"), any);
  EXPECT_EQ(dialects("FROM debian:12\nRUN curl x | sh\n"), std::vector{Dialect::kDash});
  EXPECT_EQ(dialects("# escape=`\nFROM example.org/base\n"), std::vector<Dialect>{});
  EXPECT_EQ(dialects("# escape=`\nFROM debian:12\n"), std::vector{Dialect::kDash});
  EXPECT_EQ(dialects("FROM microsoft/iis\n"), std::vector<Dialect>{});
}

TEST(Shell, ReadsItsOptions) {
  auto form = [](const std::string& argv) {
    return Built("FROM debian:12\nSHELL " + argv + "\nRUN true\n").last().shell;
  };
  EXPECT_TRUE(form(R"(["/bin/bash","-eo","pipefail","-c"])").errexit);
  EXPECT_FALSE(form(R"(["/bin/bash","-o","pipefail","-c"])").errexit);
  EXPECT_TRUE(form(R"(["/bin/bash","-o","errexit","-c"])").errexit);
  EXPECT_TRUE(form(R"(["/bin/bash","--login","-c"])").startup);
  EXPECT_TRUE(form(R"(["/bin/bash","-lc"])").startup);
  EXPECT_TRUE(form(R"(["/bin/bash","-O","extglob","-c"])").odd_option);
  EXPECT_FALSE(form(R"(["/bin/bash","-euxo","pipefail","-c"])").odd_option);
}

// What a lock or a registry says about an image that the catalog does not know.
TEST(Images, TheirConfigurationSaysWhoRunsAnInstruction) {
  auto images = std::make_shared<image::Resolutions>();
  (*images)["quay.io/a/b:latest"].config.emplace().user = "1000";
  (*images)["quay.io/a/root:latest"].config = image::ImageConfig{};
  (*images)["quay.io/a/plain:latest"].digest = "sha256:" + std::string(64, 'a');
  BuildOptions options;
  options.images = images;
  auto user = [&](const std::string& from) {
    Built b("FROM " + from + "\nRUN true\n", options);
    return user_at(b.model, 1);
  };
  EXPECT_EQ(user("quay.io/a/b"), "1000");
  EXPECT_EQ(user("quay.io/a/root"), "root");
  EXPECT_EQ(user("quay.io/a/plain"), std::nullopt);
  EXPECT_EQ(user("quay.io/a/none"), std::nullopt);
}

TEST(Images, ThoseFromElsewhereAreFoundOnce) {
  Built b(
      "ARG V=1\nFROM a/b:$V AS x\nFROM x\nFROM scratch\nCOPY --from=x /a /a\nCOPY --from=0 /a /a\n"
      "COPY --from=quay.io/c /a /a\nRUN --mount=type=cache,target=/c --mount=from=docker.io/a/b:1 true\nFROM "
      "$UNKNOWN\n");
  auto found = external_images(b.model);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(image::canonical(found[0]), "docker.io/a/b:1");
  EXPECT_EQ(image::canonical(found[1]), "quay.io/c:latest");
}

}  // namespace
}  // namespace dockhone::model
