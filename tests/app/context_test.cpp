// The build context as it is read: what is hidden, what is not followed, where reading ends.
#include "src/app/context.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "scratch.h"

namespace dockhone::app {
namespace {

class ContextTest : public Scratch {
 protected:
  std::shared_ptr<const model::Context> context() { return Contexts().at(root_.string(), "Dockerfile", {}); }
  std::string names() {
    std::string all;
    auto read = context();
    for (const model::Context::Entry& entry : read->entries()) all += entry.path + " ";
    return all;
  }
};

TEST_F(ContextTest, HoldNamesKindsAndTexts) {
  write("src/main.go", "package main\n");
  write("start.sh", "#!/bin/sh\n");
  write("logo.png", std::string("\x89PNG\0", 5));
  ::chmod((root_ / "start.sh").c_str(), 0755);
  auto read = context();
  ASSERT_NE(read, nullptr);
  EXPECT_TRUE(read->complete());
  EXPECT_EQ(names(), "logo.png src src/main.go start.sh ");
  EXPECT_EQ(*read->text("./src//main.go"), "package main\n");
  EXPECT_EQ(read->text("logo.png"), nullptr);
  EXPECT_TRUE(read->find("start.sh")->executable);
  EXPECT_FALSE(read->find("/src/main.go")->executable);
  EXPECT_EQ(read->find("src")->kind, model::Context::Kind::kDirectory);
  EXPECT_EQ(read->below("src").size(), 1u);
  EXPECT_EQ(read->below("").size(), 4u);
  EXPECT_EQ(read->find("missing"), nullptr);
}

TEST_F(ContextTest, LackWhatDockerignoreHides) {
  write("a.log", "");
  write("sub/a.log", "");
  write("build/out", "");
  write("docs/keep.md", "");
  write("docs/other.md", "");
  write(".dockerignore", "# not these\n*.log\n/build\ndocs/*\n!docs/keep.md\n");
  EXPECT_EQ(names(), ".dockerignore docs docs/keep.md sub sub/a.log ");
  write("Dockerfile.dockerignore", "**/*.log\n");
  EXPECT_EQ(names(),
            ".dockerignore Dockerfile.dockerignore build build/out docs docs/keep.md docs/other.md sub ");
}

TEST_F(ContextTest, FollowNoLinksAndOpenNoPipes) {
  write("../secret", "outside");
  write("file", "inside");
  fs::create_symlink("../secret", root_ / "link");
  fs::create_directory_symlink("..", root_ / "up");
  ASSERT_EQ(::mkfifo((root_ / "pipe").c_str(), 0600), 0);
  auto read = context();
  EXPECT_EQ(names(), "file link pipe up ");
  EXPECT_EQ(read->find("link")->kind, model::Context::Kind::kLink);
  EXPECT_EQ(read->find("link")->target, "../secret");
  EXPECT_EQ(read->text("link"), nullptr);
  EXPECT_EQ(read->find("pipe")->kind, model::Context::Kind::kOther);
}

TEST_F(ContextTest, EndAtTheirBounds) {
  for (int i = 0; i < 5000; ++i) write("deep/f" + std::to_string(i), "");
  write("top", "x");
  write("big", std::string(64 * 1024 + 1, 'x'));
  auto read = context();
  EXPECT_FALSE(read->complete());
  EXPECT_LE(read->entries().size(), 4096u);
  EXPECT_NE(read->find("top"), nullptr);
  EXPECT_NE(read->find("big"), nullptr);
  EXPECT_EQ(read->text("big"), nullptr);
}

TEST_F(ContextTest, KnowsWhatAddWouldUnpack) {
  write("plain", "BZ is no bzip2");
  write("app.gz", std::string("\x1f\x8b\x08\0", 4));
  ASSERT_EQ(
      shell("tar -cf bundle plain && tar --format=v7 -cf old plain && head -c 100000 bundle > cut").status,
      0);
  write("big", std::string(100000, 'x'));
  auto read = context();
  EXPECT_EQ(read->find("plain")->packed, false);
  EXPECT_EQ(read->find("big")->packed, false);
  for (const char* name : {"app.gz", "bundle", "old", "cut"})
    EXPECT_EQ(read->find(name)->packed, true) << name;
}

TEST_F(ContextTest, AreAbsentWhereASourceIs) {
  write("go.mod", "");
  EXPECT_NE(Contexts().at(root_.string(), "Dockerfile", {"go.mod"}), nullptr);
  EXPECT_EQ(Contexts().at(root_.string(), "Dockerfile", {"go.mod", "main.go"}), nullptr);
}

TEST_F(ContextTest, AreAbsentWhereDockerfilesAreKept) {
  write("Dockerfile", "");
  write("web.dockerfile", "");
  EXPECT_EQ(context(), nullptr);
}

TEST_F(ContextTest, AreAbsentWithoutADirectory) {
  EXPECT_EQ(Contexts().at((root_ / "no").string(), "Dockerfile", {}), nullptr);
}

}  // namespace
}  // namespace dockhone::app
