#include "dockhone/model/invocation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dockhone/shell/parser.h"

namespace dockhone::model {
namespace {

using testing::ElementsAre;

struct Read {
  explicit Read(std::string text)
      : script(std::move(text)), parsed(shell::parse(script, shell::Dialect::kDash)) {
    invocation = read_invocation(parsed->list->items[0].pipelines[0].commands[0], script);
  }
  Invocation* operator->() { return &*invocation; }
  std::vector<std::string> operands() {
    std::vector<std::string> out;
    for (const Arg* arg : invocation->operands()) out.push_back(std::string(arg->text));
    return out;
  }
  // Kind and text of each argument: `o` option, `v` value, `V` verb, `.` operand; `?` where unsure.
  std::vector<std::string> all() {
    std::vector<std::string> out;
    for (const Arg& arg : invocation->args()) {
      std::string kind(1, "ovV."[static_cast<int>(arg.kind)]);
      out.push_back(kind + (arg.unsure ? "?" : "") + ":" + std::string(arg.text));
    }
    return out;
  }
  std::string script;
  tl::expected<shell::Script, shell::ParseError> parsed;
  std::optional<Invocation> invocation;
};

TEST(Invocation, ReadsOptionsBeforeAndBehindTheVerb) {
  Read r(
      "/usr/bin/apt-get -qqy --no-install-recommends install -o Dpkg::Use-Pty=0 curl 'git' \"vim=1\" "
      "--fix-missing");
  EXPECT_EQ(r->program(), "apt-get");
  EXPECT_EQ(r->called(), "/usr/bin/apt-get");
  EXPECT_EQ(r->manager(), "apt");
  EXPECT_TRUE(r->is("apt", VerbKind::kInstall));
  EXPECT_EQ(r->verb_name(), "install");
  EXPECT_EQ(r->verb_arg()->word, 3);
  EXPECT_THAT(r.operands(), ElementsAre("curl", "git", "vim=1"));
  EXPECT_TRUE(r->has("-y") && r->has("--yes") && r->has("--assume-yes") && r->has("-q") && r->has("-m"));
  EXPECT_FALSE(r->has("--reinstall"));
  EXPECT_EQ(r->value("--option")->text, "Dpkg::Use-Pty=0");
  EXPECT_EQ(r->unsure(), nullptr);
}

TEST(Invocation, EveryPieceHasItsPlace) {
  Read r("pip3 install --index-url=https://x -rreq.txt a");
  EXPECT_THAT(r.all(), ElementsAre("V:install", "o:--index-url", "v:https://x", "o:-r", "v:req.txt", ".:a"));
  for (const Arg& arg : r->args()) {
    if (arg.text == "-r") continue;
    EXPECT_EQ(arg.span.in(r.script), arg.text);
  }
  EXPECT_EQ(r->value("--requirement")->text, "req.txt");
  EXPECT_EQ(r->find("-i")->option->names[0], "--index-url");
}

TEST(Invocation, AnOptionThatIsNotListedMakesItUnsure) {
  Read r("apt-get install -y --frobnicate x");
  ASSERT_NE(r->unsure(), nullptr);
  EXPECT_EQ(r->unsure()->text, "--frobnicate");
  EXPECT_EQ(r->unsure()->word, 3);
  EXPECT_EQ(Read("apt-get frobnicate")->unsure()->text, "frobnicate");
  EXPECT_EQ(Read("apt-get -Z install x")->unsure()->text, "Z");
  EXPECT_EQ(Read("apt-get $OPTS install x")->unsure()->word, 1);
  EXPECT_EQ(Read("apt-get install $PACKAGES")->unsure()->word, 2);
  EXPECT_EQ(Read("apt-get install \"$PACKAGE\"")->unsure(), nullptr);
  EXPECT_EQ(Read("apt-get install lib$X")->unsure(), nullptr);
  EXPECT_EQ(Read("unheard-of -x")->unsure()->text, "-x");
}

TEST(Invocation, WrappersArePeeled) {
  Read r("sudo -E -u app env -i A=1 B=$C timeout -s 9 30 nice -n 5 apt-get update");
  EXPECT_EQ(r->program(), "apt-get");
  ASSERT_EQ(r->peeled().size(), 4u);
  EXPECT_EQ(r->peeled()[0].facts->name, "sudo");
  EXPECT_EQ(r->peeled()[0].span.in(r.script), "sudo -E -u app");
  EXPECT_EQ(r->peeled()[2].span.in(r.script), "timeout -s 9 30");
  EXPECT_TRUE(r->wrapped_by("nice") && !r->wrapped_by("exec"));
  ASSERT_EQ(r->assignments().size(), 2u);
  EXPECT_EQ(r->assignments()[0].text, "A=1");
  EXPECT_FALSE(r->assignments()[1].known);
  EXPECT_EQ(r->unsure(), nullptr);
  EXPECT_EQ(Read("sudo --odd apt-get update")->unsure()->text, "--odd");
}

TEST(Invocation, QuestionsAreNotPeeled) {
  EXPECT_EQ(Read("command -v curl")->program(), "command");
  EXPECT_EQ(Read("command curl x")->program(), "curl");
  EXPECT_EQ(Read("exec")->program(), "exec");
  EXPECT_EQ(Read("gosu app:app npm ci")->program(), "npm");
  EXPECT_EQ(Read("busybox tar xf a")->program(), "tar");
}

TEST(Invocation, ModulesOfPythonAreTheirPrograms) {
  Read r("python3.11 -u -m pip install -U pip");
  EXPECT_EQ(r->program(), "pip");
  EXPECT_EQ(r->kind(), VerbKind::kInstall);
  EXPECT_EQ(r->peeled()[0].span.in(r.script), "python3.11 -u -m");
  EXPECT_THAT(r.operands(), ElementsAre("pip"));
  EXPECT_EQ(Read("python -m http.server 8000")->program(), "python");
  EXPECT_EQ(Read("python setup.py install -v")->operand_count(), 3u);
}

TEST(Invocation, VerbsOfTwoWordsAndVerbsThatNeedNotBeWritten) {
  EXPECT_EQ(Read("npm cache clean --force")->verb_name(), "cache clean");
  EXPECT_EQ(Read("npm cache clear")->kind(), VerbKind::kClean);
  EXPECT_EQ(Read("npm i")->verb_name(), "install");
  EXPECT_EQ(Read("npm run build")->kind(), VerbKind::kRun);
  EXPECT_EQ(Read("yarn --frozen-lockfile")->kind(), VerbKind::kInstall);
  EXPECT_EQ(Read("yarn --frozen-lockfile")->verb_arg(), nullptr);
  EXPECT_EQ(Read("yarn lint")->kind(), VerbKind::kRun);
  EXPECT_EQ(Read("yarn lint")->unsure(), nullptr);
  EXPECT_EQ(Read("uv pip install x")->verb_name(), "pip install");
  EXPECT_EQ(Read("yum group install x")->kind(), VerbKind::kInstall);
  EXPECT_NE(Read("uv pip frobnicate")->unsure(), nullptr);
}

TEST(Invocation, VerbsThatAreOptions) {
  Read r("dpkg --force-depends -iR a.deb");
  EXPECT_EQ(r->verb_name(), "--install");
  EXPECT_EQ(r->kind(), VerbKind::kInstall);
  EXPECT_THAT(r.operands(), ElementsAre("a.deb"));
  EXPECT_EQ(Read("rpm -Uvh http://x/y.rpm")->kind(), VerbKind::kInstall);
  EXPECT_EQ(Read("pacman -Syu --noconfirm git")->kind(), VerbKind::kInstall);
}

TEST(Invocation, NothingIsAnOptionBehindTwoDashes) {
  Read r("npm run build -- --prod -x");
  EXPECT_THAT(r.operands(), ElementsAre("build", "--prod", "-x"));
  EXPECT_EQ(r->end_of_options(), 3);
}

TEST(Invocation, OnlyCommandsWhoseNameIsKnown) {
  EXPECT_FALSE(Read("$CMD x").invocation.has_value());
  EXPECT_FALSE(Read("A=1").invocation.has_value());
  EXPECT_FALSE(Read("( true )").invocation.has_value());
  EXPECT_FALSE(Read("exec \"$@\"").invocation.has_value());
  EXPECT_EQ(Read("\"my\"'tool' x")->program(), "mytool");
  EXPECT_EQ(Read("A=1 make -j 4 all")->facts() == nullptr, find_command("make") == nullptr);
}

TEST(Invocation, ValuesThatAreNotKnown) {
  Read r("pip install --target=$DIR -r \"$FILE\" \"a$B\"");
  EXPECT_FALSE(r->value("--target")->known);
  EXPECT_EQ(r->value("-t")->text, "");
  EXPECT_EQ(r->value("-t")->span.in(r.script), "$DIR");
  EXPECT_FALSE(r->value("-r")->known);
  EXPECT_EQ(r->operands()[0]->text, "a");
  EXPECT_EQ(r->unsure(), nullptr);
}

}  // namespace
}  // namespace dockhone::model
