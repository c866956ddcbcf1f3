#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "scratch.h"

namespace dockhone::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

using Optimize = Scratch;

TEST_F(Optimize, WritesResultAndDiffBesideTheInput) {
  write("Dockerfile", kOld);
  Ran ran = dockhone("optimize");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(read("Dockerfile"), kOld);
  EXPECT_EQ(read("Dockerfile.optimized"), kNew);
  EXPECT_THAT(read("Dockerfile.optimized.diff"), StartsWith("--- a/Dockerfile\n+++ b/Dockerfile\n@@ "));
  EXPECT_THAT(ran.out, HasSubstr("-MAINTAINER joe\n"));
  EXPECT_THAT(ran.out, HasSubstr("maintainer-to-label"));
  EXPECT_THAT(ran.out, HasSubstr("Wrote Dockerfile.optimized and Dockerfile.optimized.diff\n"));
  EXPECT_EQ(ran.err, "");
}

TEST_F(Optimize, UnchangedInputWritesNothingAndRemovesItsStaleOutputs) {
  write("Dockerfile", kOld);
  dockhone("optimize -q");
  ASSERT_TRUE(exists("Dockerfile.optimized"));
  write("Dockerfile", kNew);
  Ran ran = dockhone("optimize");
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("nothing to change"));
  EXPECT_FALSE(exists("Dockerfile.optimized"));
  EXPECT_FALSE(exists("Dockerfile.optimized.diff"));
}

TEST_F(Optimize, LeavesFilesAloneThatItDidNotWrite) {
  write("Dockerfile", kClean);
  write("Dockerfile.optimized", "mine\n");
  write("Dockerfile.optimized.diff", "my notes\n");
  EXPECT_EQ(dockhone("optimize").status, 0);
  EXPECT_EQ(read("Dockerfile.optimized"), "mine\n");
  EXPECT_EQ(read("Dockerfile.optimized.diff"), "my notes\n");
}

TEST_F(Optimize, DoesNotWriteOverWhatItDidNotWrite) {
  write("Dockerfile", kOld);
  write("Dockerfile.optimized", "mine\n");
  Ran ran = dockhone("optimize");
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err,
              StartsWith("Dockerfile.optimized: error: is there already, and was not written by dockhone"));
  EXPECT_THAT(ran.err, HasSubstr("help: "));
  EXPECT_EQ(read("Dockerfile.optimized"), "mine\n");
  EXPECT_FALSE(exists("Dockerfile.optimized.diff"));
  EXPECT_EQ(dockhone("optimize --diff -").status, 2);
  EXPECT_EQ(dockhone("optimize -o Dockerfile.optimized").status, 0);
  EXPECT_EQ(read("Dockerfile.optimized"), kNew);
}

TEST_F(Optimize, DoesNotWriteOverNotesInPlaceOfItsDiff) {
  write("Dockerfile", kOld);
  write("Dockerfile.optimized.diff", "my notes\n");
  Ran ran = dockhone("optimize");
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, StartsWith("Dockerfile.optimized.diff: error: "));
  EXPECT_EQ(read("Dockerfile.optimized.diff"), "my notes\n");
  EXPECT_FALSE(exists("Dockerfile.optimized"));
}

TEST_F(Optimize, WritesOverItsOwnOutputs) {
  for (const char* how : {"", "--diff patch"}) {
    write("Dockerfile", kOld);
    EXPECT_EQ(dockhone("optimize -q " + std::string(how)).status, 0) << how;
    write("Dockerfile", "FROM scratch\nMAINTAINER ann\n");
    EXPECT_EQ(dockhone("optimize -q " + std::string(how)).status, 0) << how;
    EXPECT_THAT(read("Dockerfile.optimized"), HasSubstr("ann"));
    fs::remove(root_ / "Dockerfile.optimized");
    fs::remove(root_ / "Dockerfile.optimized.diff");
  }
  // The result alone, with the same text, does no harm.
  write("Dockerfile", kOld);
  write("Dockerfile.optimized", kNew);
  EXPECT_EQ(dockhone("optimize -q --diff -").status, 0);
}

TEST_F(Optimize, AVetoThatMatchesNothingIsSaid) {
  write("a/Dockerfile", kOld);
  write("b/Dockerfile", kClean);
  std::string id =
      nlohmann::json::parse(dockhone("optimize -n --format json a").out)["files"][0]["changes"][0]["id"];
  Ran ran = dockhone("optimize -n a b --veto '" + id + "' --veto merge-runs/0.1 --veto merge-runs/0.1");
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.err, StartsWith("dockhone: warning: --veto: no change has the id merge-runs/0.1; "));
  EXPECT_THAT(ran.err, Not(HasSubstr(id)));
  EXPECT_EQ(ran.err.find("merge-runs/0.1"), ran.err.rfind("merge-runs/0.1"));
  EXPECT_THAT(dockhone("optimize -n b --veto '" + id + "'").err, HasSubstr(id));
  EXPECT_EQ(dockhone("optimize -nq b --veto '" + id + "'").err, "");
}

TEST_F(Optimize, CheckWritesNothingAndExitsWithOne) {
  write("Dockerfile", kOld);
  Ran ran = dockhone("optimize --check");
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.out, "Dockerfile\n");
  EXPECT_EQ(ran.err, "would change: maintainer-to-label 1\n");
  EXPECT_FALSE(exists("Dockerfile.optimized"));
  EXPECT_EQ(dockhone("optimize --check -q").out, "");
  write("Dockerfile", kClean);
  ran = dockhone("optimize --check");
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out, "");
}

TEST_F(Optimize, DryRunPrintsTheDiffAndWritesNothing) {
  write("Dockerfile", kOld);
  Ran ran = dockhone("optimize -n");
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("-MAINTAINER joe\n"));
  EXPECT_FALSE(exists("Dockerfile.optimized"));
  EXPECT_EQ(dockhone("optimize -n --check").status, 1);
}

TEST_F(Optimize, ResultAndDiffGoWhereTheyAreSent) {
  write("Dockerfile", kOld);
  Ran ran = dockhone("optimize -o -");
  EXPECT_EQ(ran.out, kNew);
  EXPECT_THAT(ran.err, HasSubstr("1 change"));
  EXPECT_THAT(ran.err, Not(HasSubstr("+++")));
  dockhone("optimize -o out/none -q");
  EXPECT_FALSE(exists("out"));
  dockhone("optimize -o result --diff patch -q");
  EXPECT_EQ(read("result"), kNew);
  EXPECT_THAT(read("patch"), StartsWith("--- a/Dockerfile\n"));
  EXPECT_FALSE(exists("Dockerfile.optimized"));
  ran = dockhone("optimize -n --diff -");
  EXPECT_EQ(ran.out, read("patch"));
}

TEST_F(Optimize, OutputThatNamesTheInputIsRefused) {
  write("Dockerfile", kOld);
  fs::create_symlink("Dockerfile", root_ / "link");
  for (std::string place : {"-o Dockerfile", "-o ./Dockerfile", "-o link", "--diff Dockerfile"}) {
    Ran ran = dockhone("optimize " + place);
    EXPECT_EQ(ran.status, 2) << place;
    EXPECT_THAT(ran.err, HasSubstr("names the input"));
    EXPECT_EQ(read("Dockerfile"), kOld);
  }
}

TEST_F(Optimize, DeviceAsOutputStaysADevice) {
  write("Dockerfile", kOld);
  EXPECT_EQ(dockhone("optimize -o /dev/null --diff /dev/null").status, 0);
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(Optimize, StandardInputGoesToStandardOutput) {
  write("in", kOld);
  Ran ran = shell("dockhone optimize --stdin-filename app/Dockerfile - <in");
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out, kNew);
  EXPECT_THAT(ran.err, HasSubstr("app/Dockerfile: 1 change"));
  ran = shell("dockhone optimize --check --diff - --stdin-filename app/Dockerfile - <in");
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out, StartsWith("--- a/app/Dockerfile\n"));
  write("in", kClean);
  EXPECT_EQ(shell("dockhone optimize - <in").out, kClean);
}

TEST_F(Optimize, GitAppliesTheDiffOfAFileDeepInARepository) {
  shell("git init -q .");
  write("my app/sch\xc3\xb6n/Dockerfile", kOld);
  EXPECT_EQ(shell("cd 'my app' && dockhone optimize -q sch*/Dockerfile").status, 0);
  Ran ran = shell("git apply 'my app/'*/Dockerfile.optimized.diff");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(read("my app/sch\xc3\xb6n/Dockerfile"), kNew);
  write("my app/sch\xc3\xb6n/Dockerfile", kOld);
  EXPECT_EQ(shell("cd my* && dockhone optimize -n --diff - . | git -C .. apply").status, 0);
  EXPECT_EQ(read("my app/sch\xc3\xb6n/Dockerfile"), kNew);
}

TEST_F(Optimize, SearchesDirectoriesInStableOrder) {
  for (const char* name :
       {"b/Dockerfile", "a/Dockerfile.dev", "a/x.Dockerfile", "a/y.dockerfile", "c/Containerfile.x"}) {
    write(name, kOld);
  }
  for (const char* name : {"a/Dockerfile.optimized", "a/Dockerfile.diff", "a/Dockerfile.dockerignore",
                           ".git/Dockerfile", "a/README", "a/dockerfile"}) {
    write(name, kOld);
  }
  fs::create_directory_symlink("b", root_ / "linked");
  fs::create_symlink("../b/Dockerfile", root_ / "c/Dockerfile");
  std::string expected =
      "a/Dockerfile.dev\na/x.Dockerfile\na/y.dockerfile\nb/Dockerfile\nc/Containerfile.x\n";
  for (const char* jobs : {"1", "2", "8"}) {
    EXPECT_EQ(dockhone(std::string("optimize --check . --jobs ") + jobs).out, expected);
  }
  EXPECT_EQ(dockhone("optimize --check b/Dockerfile ./b ./b/../b").out, "b/Dockerfile\n");
  Ran none = dockhone("optimize --check .git/x ; mkdir empty; dockhone optimize empty");
  EXPECT_EQ(none.status, 0);
  EXPECT_THAT(none.err, HasSubstr("no Dockerfile in empty"));
}

TEST_F(Optimize, ABatchIsTheSameOnAnyNumberOfThreads) {
  for (int i = 0; i < 300; ++i) {
    std::string number = std::to_string(i);
    write("d" + std::to_string(i % 7) + "/" + number + ".Dockerfile",
          "FROM debian\nENV N " + number + "\nRUN touch /a" + number +
              "\nRUN cd /tmp && touch b\nRUN set -e; ls; ls\n" + (i % 50 == 0 ? "RUNN\n" : ""));
  }
  Ran one = dockhone("optimize --dry-run . --jobs 1");
  Ran many = dockhone("optimize --dry-run . --jobs 8");
  EXPECT_EQ(one.status, 4);
  EXPECT_EQ(many.status, 4);
  EXPECT_EQ(one.out, many.out);
  EXPECT_EQ(one.err, many.err);
  EXPECT_THAT(one.out, HasSubstr("touch /a299"));
}

TEST_F(Optimize, GravestStatusWinsAndTheOthersGoOn) {
  write("a/Dockerfile", kOld);
  write("b/Dockerfile", "FROM x\nRUNN y\n");
  write("c/Dockerfile", kOld);
  Ran ran = dockhone("optimize .");
  EXPECT_EQ(ran.status, 4);
  EXPECT_THAT(ran.err, StartsWith("b/Dockerfile:2:1: error: "));
  EXPECT_THAT(ran.err, HasSubstr("\n  RUNN y\n  ^\n"));
  EXPECT_EQ(read("b/Dockerfile"), "FROM x\nRUNN y\n");
  EXPECT_TRUE(exists("a/Dockerfile.optimized"));
  EXPECT_TRUE(exists("c/Dockerfile.optimized"));
  EXPECT_EQ(dockhone("optimize --check a b").status, 4);
  EXPECT_EQ(dockhone("optimize --check a b missing").status, 2);
}

TEST_F(Optimize, JsonHasEveryFile) {
  write("a/Dockerfile", kOld);
  write("b/Dockerfile", "RUNN\n");
  write("c/Dockerfile", kClean);
  Ran ran = dockhone("optimize -n --format json .");
  auto value = nlohmann::json::parse(ran.out);
  ASSERT_EQ(value["files"].size(), 3u);
  EXPECT_EQ(value["files"][0]["status"], "changed");
  EXPECT_EQ(value["files"][0]["changes"][0]["pass"], "maintainer-to-label");
  EXPECT_EQ(value["files"][1]["status"], "failed");
  EXPECT_EQ(value["files"][1]["error"]["line"], 1);
  EXPECT_EQ(value["files"][2]["status"], "unchanged");
  std::string id = value["files"][0]["changes"][0]["id"];
  EXPECT_EQ(dockhone("optimize --check a --veto '" + id + "'").status, 0);
}

TEST_F(Optimize, WriteKeepsModeAndRefusesWhatItCannotKeep) {
  write("Dockerfile", kOld);
  fs::permissions(root_ / "Dockerfile", fs::perms(0640));
  EXPECT_EQ(dockhone("optimize -w").status, 0);
  EXPECT_EQ(read("Dockerfile"), kNew);
  EXPECT_EQ(fs::status(root_ / "Dockerfile").permissions(), fs::perms(0640));
  EXPECT_FALSE(exists("Dockerfile.optimized"));

  write("linked/Dockerfile", kOld);
  fs::create_hard_link(root_ / "linked/Dockerfile", root_ / "other");
  Ran ran = dockhone("optimize -w linked");
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("2 hard links"));
  EXPECT_EQ(read("linked/Dockerfile"), kOld);

  write("fixed/Dockerfile", kOld);
  fs::permissions(root_ / "fixed/Dockerfile", fs::perms(0444));
  ran = dockhone("optimize -w fixed/Dockerfile");
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("not writable"));
  EXPECT_EQ(read("fixed/Dockerfile"), kOld);
}

TEST_F(Optimize, WriteFollowsLinksInsideTheRootOnly) {
  write("tree/real", kOld);
  write("outside/real", kOld);
  fs::create_directories(root_ / "tree/a");
  fs::create_symlink("../real", root_ / "tree/a/Dockerfile");
  fs::create_symlink("../../outside/real", root_ / "tree/a/Dockerfile.out");
  Ran ran = dockhone("optimize -w tree");
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("outside "));
  EXPECT_TRUE(fs::is_symlink(root_ / "tree/a/Dockerfile"));
  EXPECT_EQ(read("tree/real"), kNew);
  EXPECT_EQ(read("outside/real"), kOld);
}

TEST_F(Optimize, AFullDiskLeavesNothingHalfDone) {
  write("Dockerfile", kOld);
  for (const char* how : {"", "-w", "-o result", "-o result --diff patch"}) {
    Ran ran = shell("(ulimit -f 0; dockhone optimize " + std::string(how) + " 2>&1; echo $? >&3) 3>&1 | cat");
    EXPECT_THAT(ran.out, HasSubstr("cannot write: File too large")) << how;
    EXPECT_EQ(read("Dockerfile"), kOld);
    EXPECT_EQ(shell("ls -A").out, "Dockerfile\n") << how;
  }
}

TEST_F(Optimize, NothingRawReachesTheTerminal) {
  std::string name = "a\x1b[2J\xe2\x80\xae";
  write(name + "/Dockerfile", "FROM scratch\n# \x1b]0;x\x07 \xe2\x80\xae\nMAINTAINER j\x1b[31m\n");
  write(name + "/Dockerfile.bad", "FROM a\n\x1b[31mRUNN\n");
  Ran ran = dockhone("optimize . --color never");
  for (const std::string& text : {ran.out, ran.err}) {
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, Not(HasSubstr("\x07")));
    EXPECT_THAT(text, Not(HasSubstr("\xe2\x80\xae")));
  }
  EXPECT_THAT(ran.out, HasSubstr("\\x1b[31m"));
}

TEST_F(Optimize, AReaderThatGoesAwayIsNoError) {
  for (int i = 0; i < 300; ++i) write("d" + std::to_string(i) + "/Dockerfile", kOld);
  Ran ran = shell("{ dockhone optimize -n .; echo status $? >&2; } | head -1");
  EXPECT_THAT(ran.err, HasSubstr("status 0"));
}

}  // namespace
}  // namespace dockhone::app
