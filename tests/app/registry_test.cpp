// The program, a registry and a lock. The registry is Debian's docker-registry where nothing else is said.
#include <gmock/gmock.h>

#include "scratch.h"
#include "tests/registry/peer.h"

namespace dockhone::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kAuth = R"({"auths":{"HOST":{"auth":"YW5uOmNvcnJlY3QgaG9yc2U="}}})";
constexpr std::string_view kPassword = "correct horse";

class WithRegistry : public registry::Peers {
 protected:
  void SetUp() override { fs::create_directories(root_ / "home"); }

  void put(const std::string& name, std::string text) const {
    for (auto at = text.find("HOST"); at != std::string::npos; at = text.find("HOST"))
      text.replace(at, 4, host_);
    write("work/" + name, text);
  }
  std::string read(const fs::path& name) const {
    std::ifstream in(root_ / name, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
  }

  void login() const {
    std::string text(kAuth);
    write("auth.json", text.replace(text.find("HOST"), 4, host_));
  }

  // "dockhone" is the program; its home, locale and time zone are those of `environment`.
  Ran shell(const std::string& line, const std::string& environment = {}) const {
    const std::string root = root_.string();
    std::string command =
        "cd '" + root + "/work' && export HOME='" + root + "/home' NO_COLOR= REGISTRY_AUTH_FILE='" + root +
        "/auth.json' XDG_CACHE_HOME='" + root + "/cache' " + environment +
        " && unset XDG_CONFIG_HOME http_proxy https_proxy; dockhone() { '" DOCKHONE_BINARY "' \"$@\"; }; { " +
        line + "\n} >../out 2>../err </dev/null";
    int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read("out"), read("err")};
  }
  Ran optimize(const std::string& options, const std::string& environment = {}) const {
    return shell("dockhone optimize --passes pin-base " + options, environment);
  }

  std::string host_;
};

constexpr const char* kFile =
    "FROM HOST/team/base AS one\n"
    "COPY --from=HOST/team/base:slim /a /a\n"
    "RUN --mount=from=HOST/team/base:4.1.0,target=/x true\n"
    "FROM scratch\n";

TEST_F(WithRegistry, TheRegistryIsAskedOnTheCommandLineAlone) {
  host_ = serve("log");
  put("Dockerfile", "FROM HOST/plain/base\n");
  EXPECT_EQ(optimize("-n").status, 0);
  put(".dockhone.yaml", "resolve: registry\n");
  EXPECT_EQ(optimize("-n").status, 2);
  EXPECT_THAT(read("err"), HasSubstr(".dockhone.yaml:1:1: error: unknown key 'resolve'"));
  EXPECT_THAT(seen("log"), IsEmpty());
}

TEST_F(WithRegistry, PinsToTheVersionWithTheSameDigest) {
  host_ = serve_real();
  login();
  put("Dockerfile", kFile);
  Ran ran = optimize("-o - --resolve registry --set pin-base.pin=floating");
  EXPECT_THAT(ran.out, HasSubstr("FROM " + host_ + "/team/base:4.2.1-bookworm AS one\n"));
  EXPECT_THAT(ran.out, HasSubstr("COPY --from=" + host_ + "/team/base:4.2.1-slim-bookworm /a /a\n"));
  EXPECT_THAT(ran.out, HasSubstr("RUN --mount=from=" + host_ + "/team/base:4.1.0,target=/x true\n"));
}

TEST_F(WithRegistry, ALockAnswersWithoutNetworkAndGivesTheSameBytes) {
  host_ = serve_real();
  login();
  put("Dockerfile", "FROM HOST/team/base AS one\nCOPY --from=HOST/team/base:slim /a /a\n");
  put(".dockhone.yaml", "passes:\n  pin-base: { pin: floating, as: digest }\n");
  Ran first = optimize("--resolve registry --update-lock --as-of 2026-11-23");
  ASSERT_EQ(first.status, 0) << first.err;
  EXPECT_THAT(first.out,
              HasSubstr("dockhone.lock: " + host_ + "/team/base:latest: added, 4.2.1-bookworm@sha256:"));
  const std::string lock = read("work/dockhone.lock"), result = read("work/Dockerfile.optimized");
  EXPECT_THAT(lock, AllOf(HasSubstr("    tag: 4.2.1-bookworm\n    digest: sha256:"),
                          HasSubstr("resolved: 2026-11-23\n"), HasSubstr("from: registry\n"),
                          HasSubstr("user: \"1000:1000\"\n")));
  EXPECT_THAT(result, HasSubstr("/team/base:4.2.1-bookworm@sha256:"));
  // Nobody can be reached.
  Ran alone = shell(
      "unshare -rn true || { echo none; exit 0; }\n"
      "unshare -rn '" DOCKHONE_BINARY "' optimize --locked --passes pin-base -o - Dockerfile");
  if (alone.out != "none\n") {
    EXPECT_EQ(alone.status, 0) << alone.err;
    EXPECT_EQ(alone.out, result);
    Ran asks = shell("unshare -rn '" DOCKHONE_BINARY
                     "' optimize --resolve registry --passes pin-base -o - Dockerfile");
    EXPECT_EQ(asks.status, 0) << asks.err;  // the lock goes first
    EXPECT_EQ(asks.out, result);
  }
  EXPECT_EQ(read("work/dockhone.lock"), lock);
}

TEST_F(WithRegistry, TheLockMovesOnlyWhenItIsTold) {
  host_ = serve_real();
  login();
  put("Dockerfile", "FROM HOST/team/base\n");
  const std::string digest(64, 'a');
  put("dockhone.lock", "version: 1\nimages:\n  HOST/team/base:latest: { tag: \"4.1.0\", digest: \"sha256:" +
                           digest + "\", resolved: 2025-01-01, from: registry }\n");
  const std::string before = read("work/dockhone.lock");
  EXPECT_THAT(optimize("-n --resolve registry").out, HasSubstr("/team/base:4.1.0\n"));
  EXPECT_EQ(read("work/dockhone.lock"), before);
  Ran check = optimize("--check -q --resolve registry --update-lock");
  EXPECT_EQ(check.status, 1);
  EXPECT_EQ(read("work/dockhone.lock"), before);
  Ran moved = optimize("-n --resolve registry --update-lock", "SOURCE_DATE_EPOCH=1700000000");
  EXPECT_THAT(moved.out, HasSubstr("4.1.0@sha256:aaaaaaaaaaaa -> 4.2.1-bookworm@sha256:"));
  EXPECT_THAT(moved.out, HasSubstr("Would write dockhone.lock\n"));
  EXPECT_EQ(read("work/dockhone.lock"), before);
  optimize("--resolve registry --update-lock", "SOURCE_DATE_EPOCH=1700000000");
  EXPECT_THAT(read("work/dockhone.lock"), HasSubstr("resolved: 2023-11-14\n"));
}

TEST_F(WithRegistry, PasswordsStayOutOfEverythingThatIsWritten) {
  host_ = serve("log", {"--auth"});
  login();
  put("Dockerfile", "FROM HOST/plain/base\nCOPY --from=HOST/denied/base /a /a\n");
  Ran ran = optimize("-v --resolve registry --update-lock --format json -o result");
  ASSERT_EQ(ran.status, 0) << ran.err;
  Ran again = shell("cat result dockhone.lock; find ../cache -type f -exec cat {} +");
  for (const std::string& text : {ran.out, ran.err, again.out}) {
    for (std::string_view secret :
         {kPassword, std::string_view("YW5uOmNvcn"), std::string_view("token-of-ann"),
          std::string_view("secret of the server")})
      EXPECT_THAT(text, Not(HasSubstr(std::string(secret))));
  }
  EXPECT_THAT(again.out, HasSubstr("4.2.1-bookworm"));
}

TEST_F(WithRegistry, WhatStaysTemporaryIsStatus75AndOthersGoOn) {
  host_ = serve("log");
  put("a/Dockerfile", "FROM HOST/always-busy/base\n");
  put("b/Dockerfile", "FROM HOST/plain/base\n");
  Ran ran = optimize("--resolve registry a b");
  EXPECT_EQ(ran.status, 75);
  EXPECT_THAT(ran.err,
              AllOf(HasSubstr("a/Dockerfile: error: " + host_), HasSubstr("HTTP 429"), HasSubstr("help: ")));
  EXPECT_FALSE(fs::exists(root_ / "work/a/Dockerfile.optimized"));
  EXPECT_TRUE(fs::exists(root_ / "work/b/Dockerfile.optimized"));
}

TEST_F(WithRegistry, WhatTheRegistryRefusesIsDeclined) {
  host_ = serve("log");
  put("Dockerfile",
      "FROM HOST/denied/base\nFROM HOST/plain/none\nFROM localhost/mine\nFROM HOST/plain/base\n");
  Ran ran = optimize("-n --resolve registry");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("HTTP 403"), HasSubstr("an image of this machine alone"),
                             HasSubstr("+FROM " + host_ + "/plain/base:4.2.1-bookworm")));
}

TEST_F(WithRegistry, SeveralFilesAskOnce) {
  host_ = serve("log");
  for (int i = 0; i < 40; ++i) put("d" + std::to_string(i) + "/Dockerfile", "FROM HOST/plain/base\n");
  Ran ran = optimize("--check --resolve registry . --jobs 8");
  EXPECT_EQ(ran.status, 1);
  std::size_t lists = 0;
  for (const auto& each : seen("log")) lists += each.path.find("tags/list") != std::string::npos;
  EXPECT_EQ(lists, 1u);
}

TEST_F(WithRegistry, NothingOfADockerfileBecomesAHeaderOrAnotherPath) {
  host_ = serve("log");
  put("Dockerfile",
      "FROM HOST/plain/../../secret\nFROM HOST/plain/base%0d%0aX:y\nFROM \"HOST/plain/base#x\"\n"
      "FROM HOST/plain/base?x=y\nFROM HOST@evil.invalid/plain/base\nFROM http://HOST/plain/base\n");
  Ran ran = optimize("-n --resolve registry");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(seen("log"), IsEmpty());
}

class Lock : public Scratch {};

TEST_F(Lock, OfflineTheBytesAreTheSameEverywhere) {
  for (const char* place : {"one", "two"})
    write(std::string(place) + "/Dockerfile", "FROM python\nCOPY --from=node /a /a\n");
  const std::string run =
      "dockhone optimize -q --update-lock && cat Dockerfile.optimized Dockerfile.optimized.diff "
      "dockhone.lock; ";
  Ran one = shell("cd one; export LANG=C LC_ALL=C TZ=UTC; " + run);
  Ran two = shell(
      "mkdir ../other; export HOME=$PWD/../other LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 TZ=Pacific/Kiritimati; "
      "cd two; " +
      run);
  EXPECT_EQ(one.status, 0) << one.err;
  EXPECT_EQ(one.out, two.out);
  EXPECT_THAT(one.out, HasSubstr("    from: catalog\n"));
  Ran locked = shell("cd two; dockhone optimize -q --locked -o - Dockerfile");
  EXPECT_EQ(locked.out, read("two/Dockerfile.optimized"));
}

TEST_F(Lock, IsTheClosestUpToTheRepository) {
  const std::string entry =
      "version: 1\nimages:\n  docker.io/library/python:latest: { tag: TAG, resolved: 2025-01-01, from: "
      "registry }\n";
  auto lock = [&](const std::string& tag) {
    std::string text = entry;
    return text.replace(text.find("TAG"), 3, "\"" + tag + "\"");
  };
  write("dockhone.lock", lock("3.0.1"));
  write("repository/.git/HEAD", "");
  write("repository/dockhone.lock", lock("3.1.1"));
  write("repository/a/dockhone.lock", lock("3.2.1"));
  for (const char* place : {"repository/a/b", "repository/c", "plain"})
    write(std::string(place) + "/Dockerfile", "FROM python\n");
  EXPECT_THAT(dockhone("optimize -n repository/a/b").out, HasSubstr("+FROM python:3.2.1\n"));
  EXPECT_THAT(dockhone("optimize -n repository/c").out, HasSubstr("+FROM python:3.1.1\n"));
  EXPECT_THAT(dockhone("optimize -n --lock dockhone.lock repository/c").out,
              HasSubstr("+FROM python:3.0.1\n"));
  fs::remove(root_ / "repository/dockhone.lock");
  EXPECT_EQ(dockhone("optimize -q --update-lock repository/c").status, 0);
  EXPECT_TRUE(exists("repository/dockhone.lock"));
}

TEST_F(Lock, LockedFailsAndNamesWhatIsMissing) {
  write("Dockerfile",
        "FROM python\nFROM quay.io/a/b\nFROM alpine:3.24.1\n# dockhone: skip=pin-base\nFROM quay.io/c/d\n");
  Ran ran = dockhone("optimize --locked");
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("docker.io/library/python:latest, quay.io/a/b:latest\n"));
  EXPECT_THAT(ran.err, Not(HasSubstr("quay.io/c/d")));
  EXPECT_FALSE(exists("Dockerfile.optimized"));
}

TEST_F(Lock, MistakesHaveTheirPlace) {
  write("Dockerfile", "FROM python\n");
  const std::string head = "version: 1\nimages:\n  docker.io/library/python:latest:\n";
  const std::pair<std::string, const char*> cases[] = {
      {"version: 2\n", "dockhone.lock:1:10: error: a lock of version 2"},
      {"images: {}\n", "dockhone.lock:1:1: error: the lock has no version"},
      {"version: 1\nimage: {}\n", "dockhone.lock:2:1: error: unknown key 'image'"},
      {"version: 1\nimages:\n  python: {}\n",
       "dockhone.lock:3:3: error: 'python' is no full name of an image"},
      {head + "    tags: x\n", "dockhone.lock:4:5: error: unknown key 'tags'"},
      {head + "    tag: \"x y\"\n", "dockhone.lock:4:10: error: 'x y' is no tag of an image"},
      {head + "    digest: sha256:abc\n", "dockhone.lock:4:13: error: 'sha256:abc' is no digest of an image"},
      {head + "    resolved: today\n", "dockhone.lock:4:15: error: 'today' is no day"},
      {head + "    tag: \"3\"\n",
       "dockhone.lock:3:3: error: docker.io/library/python:latest lacks resolved or from"},
      {head + "    tag: \"3\"\n    resolved: 2025-01-01\n    from: me\n",
       "dockhone.lock:6:11: error: 'me' is not"},
      {"version: 1\nimages: [\n", "dockhone.lock:2:1: error: "},
  };
  for (const auto& [text, message] : cases) {
    write("dockhone.lock", text);
    Ran ran = dockhone("optimize -n");
    EXPECT_EQ(ran.status, 2) << text;
    EXPECT_THAT(ran.err, HasSubstr(message)) << text;
  }
}

TEST_F(Lock, AnAnswerOfARegistryIsNotGivenUpForOneOfTheCatalog) {
  write("Dockerfile", "FROM python\n");
  const std::string digest = "sha256:" + std::string(64, 'a');
  write("dockhone.lock",
        "version: 1\nimages:\n  docker.io/library/python:latest: { tag: \"3.1.1\", digest: \"" + digest +
            "\", resolved: 2025-01-01, from: registry }\n");
  Ran ran = dockhone("optimize --update-lock");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("docker.io/library/python:latest: kept: --resolve registry refreshes it"));
  EXPECT_THAT(read("dockhone.lock"),
              AllOf(HasSubstr("tag: \"3.1.1\"\n"), HasSubstr("resolved: 2025-01-01\n")));
  EXPECT_THAT(read("Dockerfile.optimized"), HasSubstr("FROM python:3.1.1\n"));
}

TEST_F(Lock, IsNotWrittenThroughALinkToElsewhere) {
  write("Dockerfile", "FROM python\n");
  write("../elsewhere", "version: 1\nimages: {}\n");
  fs::create_symlink("../elsewhere", root_ / "dockhone.lock");
  Ran ran = dockhone("optimize --update-lock");
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("a symbolic link to another directory"));
  EXPECT_EQ(read("../elsewhere"), "version: 1\nimages: {}\n");
}

TEST_F(Lock, OptionsThatContradictEachOtherAreRefused) {
  write("Dockerfile", "FROM python\n");
  for (const char* options : {"--locked --update-lock", "--locked --resolve registry", "--resolve regsitry",
                              "--insecure-registry lab.example"})
    EXPECT_EQ(dockhone(std::string("optimize -n ") + options).status, 2) << options;
  EXPECT_THAT(dockhone("optimize --resolve regsitry").err, HasSubstr("did you mean registry?"));
}

}  // namespace
}  // namespace dockhone::app
