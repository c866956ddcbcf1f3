#include "dockhone/model/effects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dockhone/model/build.h"

namespace dockhone::model {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

struct Built {
  explicit Built(const std::string& text)
      : document(std::move(*syntax::Document::parse(text))),
        model(document),
        effects(model.effects(document.instructions().size() - 1)) {}
  // "r", "w" or "x" (removed), "!" when certain, then the path with /** for a tree, ? in front of what is not
  // known.
  std::vector<std::string> paths(std::string_view only = "wx") const {
    std::vector<std::string> out;
    for (const PathEffect& path : effects.paths) {
      char access = "rwx"[static_cast<int>(path.access)];
      if (only.find(access) == std::string_view::npos) continue;
      std::string text(1, access);
      if (path.certain) text += '!';
      text += ' ';
      if (path.extent == Extent::kUnknown) text += '?';
      text += path.path;
      if (path.extent == Extent::kTree) text += path.path == "/" ? "**" : "/**";
      out.push_back(text);
    }
    return out;
  }
  std::vector<std::string> packages() const {
    std::vector<std::string> out;
    for (const PackageEffect& package : effects.packages) {
      out.push_back(std::string(package.manager) + (package.removed ? " -" : " ") + package.name +
                    (package.version.empty() ? "" : "@" + package.version) +
                    (package.from_manifest ? " (manifest)" : ""));
    }
    return out;
  }
  syntax::Document document;
  BuildModel model;
  const Effects& effects;
};

Built run(const std::string& script, const std::string& before = "") {
  return Built("FROM debian:12\nWORKDIR /w\n" + before + "RUN " + script + "\n");
}

TEST(Effects, OfFilesInTheWorkingDirectory) {
  EXPECT_THAT(run("cp a b").paths(), ElementsAre("w! /w/b/**"));
  EXPECT_THAT(run("cp a b").paths("r"), ElementsAre("r! /w/a/**"));
  EXPECT_THAT(run("cp -t /d a b").paths("rw"), ElementsAre("w! /d/**", "r! /w/a/**", "r! /w/b/**"));
  EXPECT_THAT(run("mv a /b").paths(), ElementsAre("x! /w/a/**", "w! /b/**"));
  EXPECT_THAT(run("rm -rf a ../b").paths(), ElementsAre("x! /w/a/**", "x! /b/**"));
  EXPECT_THAT(run("rm a").paths(), ElementsAre("x! /w/a"));
  EXPECT_THAT(run("mkdir -p x/y").paths(), ElementsAre("w! /w/x/y"));
  EXPECT_THAT(run("touch -c 'a b'").paths(), ElementsAre("w! /w/a b"));
  EXPECT_THAT(run("ln -s /a/b").paths(), ElementsAre("w! /w/b"));
  EXPECT_THAT(run("install -d a b").paths(), ElementsAre("w! /w/a", "w! /w/b"));
  EXPECT_THAT(run("chmod -R u+w a").paths(), ElementsAre("w! /w/a/**"));
  EXPECT_THAT(run("sed -i.bak s/a/b/ f").paths(), ElementsAre("w! /w/f", "w! /w/f.bak/**"));
  EXPECT_THAT(run("sed s/a/b/ f").paths("rwx"), ElementsAre("r! /w/f"));
  EXPECT_THAT(run("sed -n -e p f").paths("rwx"), ElementsAre("r! /w/f"));
  EXPECT_THAT(run("gzip -9 f").paths(), ElementsAre("x! /w/f", "w /w/f.*"));
  EXPECT_THAT(run("gunzip f.gz").paths(), ElementsAre("x! /w/f.gz", "w! /w/f"));
}

TEST(Effects, OfArchivesAndDownloads) {
  EXPECT_THAT(run("tar xzf a.tgz -C /opt").paths("rwx"), ElementsAre("r! /w/a.tgz", "w! /opt/**"));
  EXPECT_THAT(run("tar -czf a.tgz -C /opt x").paths("rwx"), ElementsAre("w! /w/a.tgz", "r! /opt/x/**"));
  EXPECT_THAT(run("tar tf a.tar").paths(), IsEmpty());
  EXPECT_THAT(run("unzip -q a.zip -d /opt").paths("rw"), ElementsAre("r! /w/a.zip", "w! /opt/**"));
  EXPECT_THAT(run("curl -fsSLo /x/y https://h/z").paths(), ElementsAre("w! /x/y"));
  EXPECT_THAT(run("curl -O 'https://h/z.tgz?a=b'").paths(), ElementsAre("w! /w/z.tgz"));
  EXPECT_THAT(run("curl https://h/z").paths(), IsEmpty());
  EXPECT_TRUE(run("curl https://h/z").effects.network);
  EXPECT_THAT(run("wget -q https://h/z.tgz").paths(), Contains("w! /w/z.tgz"));
  EXPECT_THAT(run("wget -qO- https://h/z | tar xz").paths(), ElementsAre("w /root/.wget-hsts", "w! /w/**"));
  EXPECT_THAT(run("git clone --depth 1 https://h/a/b.git").paths(), Contains("w! /w/b/**"));
  EXPECT_THAT(run("git clone https://h/a/b.git /c").paths(), Contains("w! /c/**"));
}

TEST(Effects, FollowTheDirectoryOfTheShell) {
  EXPECT_THAT(run("cd /a && touch x && (cd b; touch y) && touch z").paths(),
              ElementsAre("w! /a/x", "w! /a/b/y", "w! /a/z"));
  EXPECT_EQ(run("cd /a && cd b").effects.directory, "/a/b");
  EXPECT_THAT(run("cd $X && touch x /y").paths(), ElementsAre("w! x", "w! /y"));
  EXPECT_FALSE(run("cd $X && touch x").effects.bounded());
  EXPECT_THAT(run("if true; then cd /a; fi; touch x").paths(), ElementsAre("w! x"));
  EXPECT_THAT(run("for i in 1 2; do cd sub; touch x; done").paths(), ElementsAre("w x"));
  EXPECT_THAT(run("make -C /src").paths(), Contains("w /src/**"));
}

TEST(Effects, FollowVariables) {
  EXPECT_THAT(run("V=1 && touch a-$V b-\"${V}\"").paths(), ElementsAre("w! /w/a-1", "w! /w/b-1"));
  EXPECT_THAT(run("touch $D/x", "ENV D=/data\n").paths(), ElementsAre("w! /data/x"));
  EXPECT_THAT(run("mkdir $DIRS", "ENV DIRS=\"/a /b\"\n").paths(), ElementsAre("w! /a", "w! /b"));
  EXPECT_THAT(run("touch /opt/$UNSET/x").paths(), ElementsAre("w ?/opt/"));
  EXPECT_THAT(run("V=$(date) && touch /a-$V").paths(), ElementsAre("w ?/a-"));
  EXPECT_THAT(run("(V=1); touch a$V").paths(), ElementsAre("w ?/w/a"));
  EXPECT_THAT(run("true || V=1; touch a$V").paths(), ElementsAre("w ?/w/a"));
  EXPECT_THAT(run("export V=1; touch a$V").paths(), ElementsAre("w! /w/a1"));
  EXPECT_THAT(run("V=1 true; touch a$V").paths(), ElementsAre("w ?/w/a"));
  EXPECT_THAT(run("rm -rf ~/.cache /tmp/* a[12]").paths(),
              ElementsAre("x! /root/.cache/**", "x /tmp/*", "x /w/a[12]"));
  EXPECT_THAT(Built("FROM debian:12\nUSER app\nRUN touch ~/x\n").paths(), ElementsAre("w! ~/x"));
}

TEST(Effects, SayWhatIsCertain) {
  EXPECT_THAT(run("touch a; touch b").paths(), ElementsAre("w /w/a", "w! /w/b"));
  EXPECT_THAT(run("set -e; touch a; touch b").paths(), ElementsAre("w! /w/a", "w! /w/b"));
  EXPECT_THAT(run("touch a && touch b || touch c").paths(), ElementsAre("w /w/a", "w /w/b", "w /w/c"));
  EXPECT_THAT(run("exit 0; touch a").paths(), ElementsAre("w /w/a"));
  EXPECT_THAT(run("touch a | touch b").paths(), ElementsAre("w /w/a", "w! /w/b"));
  EXPECT_THAT(run("if test -e a; then touch b; else touch c; fi").paths(), ElementsAre("w /w/b", "w /w/c"));
  EXPECT_THAT(run("! touch a").paths(), ElementsAre("w /w/a"));
}

TEST(Effects, OfRedirectionsAndSubstitutions) {
  EXPECT_THAT(run("echo a > b 2>&1 >> /c < d 2>/dev/null").paths("rw"),
              ElementsAre("w! /w/b", "w! /c", "r! /w/d"));
  EXPECT_THAT(run("echo $(touch a) `touch b`").paths(), ElementsAre("w /w/a", "w /w/b"));
  EXPECT_THAT(run("{ echo a; } > b").paths(), ElementsAre("w /w/b"));
  EXPECT_THAT(run("sh -c 'cd /a; touch x'; touch y").paths(), ElementsAre("w /a/x", "w! /w/y"));
  EXPECT_THAT(run("f() { touch x; }; f").paths(), ElementsAre("w! /w/x"));
  EXPECT_THAT(run("find /a -name x -exec rm -rf {} +").paths(), ElementsAre("x /a/**"));
  EXPECT_THAT(run("find . -type f -delete").paths(), ElementsAre("x! /w/**"));
  EXPECT_THAT(run("find . | xargs rm").paths(), ElementsAre("x ?"));
}

TEST(Effects, OfPackageManagers) {
  Built apt =
      run("apt-get update && apt-get install -y --no-install-recommends curl=7.1 git && rm -rf "
          "/var/lib/apt/lists/*");
  EXPECT_THAT(apt.packages(), ElementsAre("apt curl@7.1", "apt git"));
  EXPECT_TRUE(apt.effects.known() && apt.effects.network && apt.effects.root);
  EXPECT_TRUE(apt.effects.uses("apt-lists", CacheEffect::Use::kMakes));
  EXPECT_TRUE(apt.effects.uses("apt-lists", CacheEffect::Use::kReads));
  EXPECT_TRUE(apt.effects.uses("apt-archives", CacheEffect::Use::kMakes));
  EXPECT_THAT(apt.paths(), Contains("w /var/lib/apt/lists/**"));
  EXPECT_THAT(apt.paths(), Contains("x /var/lib/apt/lists/*"));

  Built pip = run("pip install --no-cache-dir -r requirements.txt 'flask[async]==2.0' ./local");
  EXPECT_THAT(pip.packages(), UnorderedElementsAre("pip /w/requirements.txt (manifest)",
                                                   "pip flask[async]@2.0", "pip ./local"));
  EXPECT_FALSE(pip.effects.uses("pip", CacheEffect::Use::kMakes));
  EXPECT_THAT(pip.paths("r"), Contains("r! /w/requirements.txt"));
  EXPECT_FALSE(
      run("pip install x", "ENV PIP_NO_CACHE_DIR=1\n").effects.uses("pip", CacheEffect::Use::kMakes));
  Built cached = run("pip install x");
  EXPECT_THAT(cached.paths(), Contains("w /root/.cache/pip/**"));
  EXPECT_TRUE(cached.effects.convention);
  EXPECT_THAT(run("pip install x", "ENV PIP_CACHE_DIR=/c\n").paths(), Contains("w /c/**"));

  EXPECT_THAT(run("npm ci").packages(), Contains("npm /w/package-lock.json (manifest)"));
  EXPECT_THAT(run("npm i @scope/a@1 b").packages(), ElementsAre("npm @scope/a@1", "npm b"));
  EXPECT_THAT(run("go mod download").paths(), Contains("w /root/go/pkg/mod/**"));
  EXPECT_THAT(run("apk add --no-cache curl").packages(), ElementsAre("apk curl"));
  EXPECT_THAT(run("apt-get purge -y gcc").packages(), ElementsAre("apt -gcc"));
  EXPECT_THAT(run("gem install rails -v 7.0").packages(), ElementsAre("gem rails@7.0"));
  EXPECT_THAT(run("apt-get install -y $PACKAGES").packages(), ElementsAre("apt "));
}

TEST(Effects, UnknownIsAValue) {
  EXPECT_EQ(run("./build.sh").effects.unknown, kUnknownAll);
  EXPECT_EQ(run("$CMD x").effects.unknown, kUnknownAll);
  EXPECT_EQ(run("npm run build").effects.unknown, kUnknownAll);
  EXPECT_EQ(run("curl x | sh").effects.unknown, kUnknownAll);
  EXPECT_EQ(run(". ./env").effects.unknown, kUnknownAll);
  EXPECT_EQ(run("cp --frobnicate a b").effects.unknown, kUnknownAll);
  Built both = run("touch a && ./x && touch b");
  EXPECT_THAT(both.paths(), ElementsAre("w! /w/a", "w! /w/b"));
  EXPECT_EQ(both.effects.commands[1].why, "x: nothing is known about this program");
  EXPECT_TRUE(both.effects.may_write("/anything"));
  EXPECT_FALSE(run("touch a").effects.may_write("/anything"));
  EXPECT_TRUE(run("touch a").effects.may_write("/w"));
}

TEST(Effects, OfProcessesAccountsAndEnvironment) {
  EXPECT_TRUE(run("service nginx start").effects.leaves_process);
  EXPECT_TRUE(run("sleep 5 &").effects.leaves_process);
  EXPECT_FALSE(run("service nginx status").effects.leaves_process);
  Built user = run("useradd -m -d /srv/app app");
  EXPECT_TRUE(user.effects.changes_accounts && user.effects.root);
  EXPECT_THAT(user.paths(), Contains("w! /srv/app/**"));
  EXPECT_THAT(user.paths(), Contains("w /etc/passwd"));
  Built set = run("A=1; export B=$A; unset C");
  ASSERT_EQ(set.effects.variables.size(), 4u);
  EXPECT_EQ(set.effects.variables[0].name, "A");
  EXPECT_EQ(set.effects.variables[2].value, "1");
  EXPECT_TRUE(set.effects.variables[2].exported);
}

TEST(Effects, OfOtherInstructions) {
  Built copy("FROM debian:12\nENV D=/data\nWORKDIR /w\nCOPY --chown=1 a* src/ $D/\n");
  EXPECT_THAT(copy.paths("rw"), ElementsAre("r /a*", "r! /src/**", "w! /data/**"));
  EXPECT_EQ(copy.effects.paths[0].place, Place::kContext);
  EXPECT_THAT(Built("FROM debian:12\nWORKDIR /w\nCOPY a .\n").paths(), ElementsAre("w! /w/**"));
  EXPECT_TRUE(Built("FROM debian:12\nADD https://h/x /x\n").effects.network);
  Built workdir("FROM debian:12\nWORKDIR /a\nWORKDIR b\n");
  EXPECT_EQ(workdir.effects.directory, "/a/b");
  EXPECT_EQ(Built("FROM debian:12\nENV A=1 B=2\n").effects.variables.size(), 2u);
  EXPECT_THAT(Built("FROM debian:12\nWORKDIR /w\nRUN [\"touch\", \"a b\", \"$X\"]\n").paths(),
              ElementsAre("w! /w/a b", "w! /w/$X"));
  EXPECT_THAT(Built("FROM debian:12\nWORKDIR /w\nRUN <<EOF\ntouch a\ntouch b\nEOF\n").paths(),
              ElementsAre("w /w/a", "w! /w/b"));
  EXPECT_EQ(Built("FROM mcr.microsoft.com/windows/nanoserver\nRUN dir\n").effects.unknown, kUnknownAll);
}

TEST(Effects, IndependenceLooksAtWhatIsShared) {
  auto independent_runs = [](const char* a, const char* b) {
    return independent(run(a).effects, run(b).effects);
  };
  EXPECT_TRUE(independent_runs("touch a", "touch b"));
  EXPECT_FALSE(independent_runs("touch a", "cat a"));
  EXPECT_TRUE(independent_runs("cat a", "cat a"));
  EXPECT_FALSE(independent_runs("rm -rf /d", "mkdir -p /d/x"));
  EXPECT_TRUE(independent_runs("rm -rf /d", "mkdir -p /dd"));
  EXPECT_FALSE(independent_runs("rm -rf /d*", "mkdir -p /dd"));
  EXPECT_TRUE(independent_runs("rm -rf /d*/x", "mkdir -p /dd/y"));
  EXPECT_FALSE(independent_runs("touch a", "./x"));
  EXPECT_FALSE(independent_runs("touch $X", "touch b"));
  EXPECT_FALSE(independent_runs("apt-get update", "apt-get install -y x"));
  EXPECT_FALSE(independent_runs("A=1", "echo $A"));
  EXPECT_FALSE(independent_runs("cd /x", "touch y"));
}

}  // namespace
}  // namespace dockhone::model
