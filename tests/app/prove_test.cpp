// `dockhone prove` with a builder of our own: a script that makes an image of a Dockerfile's lines. Real
// builders are asked by tests/prove/run.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "scratch.h"

namespace dockhone::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// `docker`, as far as prove calls it. In $FAKE, files with patterns say for which Dockerfiles it does
// something else: broken (does not build), lost (lacks its program), loud (says more), slow (takes a minute),
// away (no registry).
constexpr std::string_view kFake = R"sh(#!/bin/sh
echo "$*" >> "$FAKE/calls"
is() { [ -f "$FAKE/$1" ] && grep -qf "$FAKE/$1" "$2"; }
last() { for word; do :; done; echo "$word"; }
image="$FAKE/images/$(last "$@")"
case "$1" in
  version) echo 1.0 ;;
  build)
    mkdir -p "$FAKE/images"
    is slow "$3" && sleep 60
    is away "$3" && { echo 'failed to do request: Head "https://x"' >&2; exit 1; }
    is broken "$3" && { echo 'no such package' >&2; exit 1; }
    cp "$3" "$FAKE/images/$5" ;;
  save)
    image="$FAKE/images/$4"
    place=$(mktemp -d) && mkdir -p "$place/root/bin" && echo app > "$place/root/bin/app" && chmod 755 "$place/root/bin/app"
    is lost "$image" && rm "$place/root/bin/app"
    user=$(sed -n 's/^USER //p' "$image" | tail -n 1)
    printf '{"config":{"Cmd":["app"],"User":"%s"}}' "$user" > "$place/config.json"
    echo '[{"Config":"config.json","Layers":["layer.tar"]}]' > "$place/manifest.json"
    tar --owner=0 --group=0 -C "$place/root" -cf "$place/layer.tar" . && rm -r "$place/root" && tar -C "$place" -cf "$3" . && rm -r "$place" ;;
  run)
    case " $* " in
      *" -d "*) echo 0123456789abcdef ;;
      *) for word; do [ -f "$FAKE/images/$word" ] && image="$FAKE/images/$word"; done
         echo hello; is loud "$image" && echo "and more"; exit 0 ;;
    esac ;;
  inspect) echo "false 0" ;;
esac
)sh";

constexpr std::string_view kTwoChanges = "FROM debian:12\nMAINTAINER joe\nENV A 1\nCMD [\"app\"]\n";

class Prove : public Scratch {
 protected:
  Prove() {
    write("../fake/docker", kFake);
    fs::permissions(base_ / "fake/docker", fs::perms::owner_all);
    fs::create_directory(base_ / "tmp");
    write("Dockerfile", kTwoChanges);
  }

  Ran prove(const std::string& arguments) const {
    return shell("export FAKE='" + (base_ / "fake").string() + "' TMPDIR='" + (base_ / "tmp").string() +
                 "'; PATH=$FAKE:$PATH; dockhone prove " + arguments);
  }
  // A shell has what it starts in the background ignore INT.
  Ran start(const std::string& then) const {
    return shell("export FAKE='" + (base_ / "fake").string() + "' TMPDIR='" + (base_ / "tmp").string() +
                 "'; PATH=$FAKE:$PATH; env --default-signal=INT '" DOCKHONE_BINARY
                 "' prove --passes env-key-value " +
                 then);
  }
  void rule(const std::string& name, const std::string& pattern) const {
    write("../fake/" + name, pattern + "\n");
  }
  bool clean() const { return fs::is_empty(base_ / "tmp"); }
};

constexpr std::string_view kSafe = "--passes maintainer-to-label,env-key-value ";

TEST_F(Prove, WhereNothingChangesNothingIsBuilt) {
  write("Dockerfile", kClean);
  Ran ran = prove("");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("nothing to prove"));
  EXPECT_FALSE(fs::exists(base_ / "fake/calls"));
}

TEST_F(Prove, SaysThatItIsProvenAndWritesTheDockerfile) {
  Ran ran = prove(std::string(kSafe) + "-o proven");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Dockerfile: proven"));
  EXPECT_THAT(read("proven"), HasSubstr("ENV A=\"1\""));
  EXPECT_THAT(ran.err, HasSubstr("RUN runs as the builder runs it"));
  EXPECT_TRUE(clean());
  EXPECT_THAT(read("../fake/calls"), HasSubstr("images -q --filter label=dockhone.prove="));
}

TEST_F(Prove, DropsTheChangeThatBreaksTheImageAndKeepsTheRest) {
  rule("lost", "ENV A=");
  Ran ran = prove(std::string(kSafe) + "-o proven");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Dropped\n  env-key-value"));
  EXPECT_THAT(ran.out, HasSubstr("app, which the image starts, is not there"));
  EXPECT_THAT(read("proven"), HasSubstr("LABEL"));
  EXPECT_THAT(read("proven"), HasSubstr("ENV A 1"));
}

TEST_F(Prove, DropsTheChangeThatDoesNotBuild) {
  rule("broken", "LABEL");
  Ran ran = prove(std::string(kSafe) + "--format json");
  EXPECT_EQ(ran.status, 0) << ran.err;
  auto found = nlohmann::json::parse(ran.out);
  ASSERT_EQ(found["dropped"].size(), 1u);
  EXPECT_EQ(found["dropped"][0]["pass"], "maintainer-to-label");
  EXPECT_EQ(found["dropped"][0]["why"][0]["what"], "it does not build: no such package");
}

TEST_F(Prove, WhereNoChangeHoldsItIsNotProven) {
  rule("lost", "ENV A=\nLABEL");
  Ran ran = prove(std::string(kSafe) + "-o proven");
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.out, HasSubstr("not proven"));
  EXPECT_FALSE(exists("proven"));
}

TEST_F(Prove, OriginalsThatDoNotBuild) {
  rule("broken", "MAINTAINER");
  Ran ran = prove(std::string(kSafe));
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.out, HasSubstr("the original does not build, the optimized one does"));
  rule("broken", "FROM");
  ran = prove(std::string(kSafe));
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.out, HasSubstr("neither of them builds"));
  EXPECT_THAT(ran.out, HasSubstr("| no such package"));
}

TEST_F(Prove, ARegistryThatIsAwayIsNoVerdict) {
  rule("away", "FROM");
  Ran ran = prove(std::string(kSafe));
  EXPECT_EQ(ran.status, 75);
  EXPECT_THAT(ran.err, HasSubstr("cannot fetch what it needs"));
  EXPECT_TRUE(clean());
}

TEST_F(Prove, SmokeCommandsHaveToAgree) {
  rule("loud", "ENV A=");
  EXPECT_THAT(prove(std::string(kSafe)).out, Not(HasSubstr("Dropped")));
  Ran ran = prove(std::string(kSafe) + "--smoke 'app --version'");
  EXPECT_THAT(ran.out, HasSubstr("Dropped\n  env-key-value"));
  EXPECT_THAT(ran.out, HasSubstr("now it ended with status 0 and said: hello"));
  EXPECT_THAT(ran.out, HasSubstr("- smoke: app --version"));
}

TEST_F(Prove, MeasuresBuildsWithoutCacheAndAfterAChange) {
  write("src/app.c", "int main() {}");
  Ran ran = prove("--touch src/app.c --format json Dockerfile");
  EXPECT_EQ(ran.status, 0) << ran.err;
  auto json = nlohmann::json::parse(ran.out);
  EXPECT_GT(json["before"]["times"]["cold_seconds"], 0);
  EXPECT_GT(json["after"]["times"]["rebuild_seconds"], 0);
  std::string calls = read("../fake/calls");
  EXPECT_THAT(calls, HasSubstr("--no-cache"));
  EXPECT_THAT(calls, HasSubstr("/touched"));
  EXPECT_EQ(read("src/app.c"), "int main() {}");
  EXPECT_TRUE(fs::is_empty(base_ / "tmp"));
  for (const char* wrong : {"../Dockerfile", "/etc/passwd", "nothing", "src"}) {
    Ran refused = prove(std::string("--touch ") + wrong + " Dockerfile");
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, HasSubstr(std::string("--touch ") + wrong));
  }
}

TEST_F(Prove, KeepsTheLogsOfBuilds) {
  fs::create_directory(base_ / "logs");
  Ran ran = prove(std::string(kSafe) + "--logs '" + (base_ / "logs").string() + "' Dockerfile");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(fs::exists(base_ / "logs/build.0.log"));
  EXPECT_TRUE(fs::exists(base_ / "logs/build.1.log"));
  EXPECT_EQ(prove("--logs nowhere Dockerfile").status, 2);
}

TEST_F(Prove, AnybodysRewrite) {
  write("other", "FROM debian:12\nENV A=1\nCMD [\"app\"]\n");
  EXPECT_EQ(prove("--against other").status, 0);
  rule("lost", "ENV A=");
  Ran ran = prove("--against other");
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.out, HasSubstr("the images differ"));
}

TEST_F(Prove, EvidenceCanBeCheckedAgain) {
  EXPECT_EQ(prove(std::string(kSafe) + "--evidence found.json").status, 0);
  EXPECT_EQ(nlohmann::json::parse(read("found.json"))["verdict"], "proven");
  EXPECT_EQ(prove("--recheck found.json").status, 0);
  rule("lost", "LABEL");
  Ran ran = prove("--recheck found.json");
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.err, HasSubstr("found.json says proven, and it is differs now"));
  write("no.json", "[]");
  EXPECT_EQ(prove("--recheck no.json").status, 2);
}

// The program itself, rather than a shell function around it, in the background.
std::string in_background(const std::string& then) { return "& sleep 0.5; kill -" + then + " $!; wait $!"; }

TEST_F(Prove, SignalsEndItAndLeaveNothing) {
  rule("slow", "FROM");
  for (const char* signal : {"INT", "TERM", "HUP"}) {
    Ran ran = start(in_background(signal));
    EXPECT_EQ(ran.status, 75) << signal << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("interrupted"));
    EXPECT_TRUE(clean()) << signal;
  }
}

TEST_F(Prove, WhatAKilledRunLeftIsRemovedByTheNext) {
  rule("slow", "FROM");
  start(in_background("KILL"));
  EXPECT_FALSE(clean());
  fs::remove(base_ / "fake/slow");
  Ran ran = prove(std::string(kSafe));
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("removed what a run before left: directory "));
  EXPECT_TRUE(clean());
}

TEST_F(Prove, ABuildThatTakesTooLong) {
  rule("slow", "ENV A=");
  Ran ran = prove("--passes env-key-value --build-time 1");
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.out, HasSubstr("took longer than 1 s"));
}

TEST_F(Prove, ErrorsSayWhatToDo) {
  Ran ran = shell("PATH=/nowhere dockhone prove " + std::string(kSafe));
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("no builder answers: docker: "));
  EXPECT_THAT(ran.err, HasSubstr("help: install docker, podman or buildah"));
  EXPECT_THAT(prove("gone").err, HasSubstr("gone"));
  EXPECT_EQ(prove("gone").status, 2);
  EXPECT_EQ(prove("--smoke \"app 'x\"").status, 2);
  EXPECT_EQ(prove("--builder dokcer").status, 2);
  EXPECT_EQ(prove("--port 70000").status, 2);
  EXPECT_EQ(prove("--expect x").status, 2);
  EXPECT_EQ(prove("-").status, 2);
  write("Dockerfile", "FROM\n");
  EXPECT_EQ(prove("").status, 4);
}

}  // namespace
}  // namespace dockhone::app
