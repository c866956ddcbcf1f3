#include "dockhone/diff/unified.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

namespace dockhone::diff {
namespace {

namespace fs = std::filesystem;

std::string plain(std::string_view before, std::string_view after) {
  return unified(before, after, {"Dockerfile", "Dockerfile"});
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// A directory that is a git repository, so that `git apply` reads names as it does in real life.
class Scratch {
 public:
  Scratch() {
    char name[] = "/tmp/dockhone-diff-XXXXXX";
    root_ = mkdtemp(name);
    std::system(("git -c init.defaultBranch=main init -q " + root_.string()).c_str());
  }
  ~Scratch() { fs::remove_all(root_); }
  const fs::path& root() const { return root_; }
  int run(const std::string& command) const {
    return std::system(("cd " + root_.string() + " && " + command + " >out.txt 2>&1").c_str());
  }

 private:
  fs::path root_;
};

TEST(Unified, EqualTextsGiveNothing) {
  EXPECT_EQ(plain("", ""), "");
  EXPECT_EQ(plain("FROM a\n", "FROM a\n"), "");
}

TEST(Unified, OneChangedLine) {
  EXPECT_EQ(plain("a\nb\nc\nd\ne\nf\ng\nh\n", "a\nb\nc\nd\nE\nf\ng\nh\n"),
            "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n");
}

TEST(Unified, CountOfOneIsNotPrinted) {
  EXPECT_EQ(plain("a\n", "b\n"), "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1 +1 @@\n-a\n+b\n");
}

TEST(Unified, FromEmptyAndToEmpty) {
  EXPECT_EQ(plain("", "a\n"), "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -0,0 +1 @@\n+a\n");
  EXPECT_EQ(plain("a\n", ""), "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1 +0,0 @@\n-a\n");
}

TEST(Unified, MissingFinalLineEnd) {
  EXPECT_EQ(
      plain("a\nb", "a\nb\n"),
      "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
  EXPECT_EQ(
      plain("x\nb", "y\nb"),
      "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,2 +1,2 @@\n-x\n+y\n b\n\\ No newline at end of file\n");
}

TEST(Unified, CarriageReturnsBelongToTheLine) {
  EXPECT_EQ(plain("a\r\nb\r\n", "a\r\nc\r\n"),
            "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n");
}

TEST(Unified, NearRegionsShareAHunkAndFarOnesDoNot) {
  std::string near = plain("1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n");
  EXPECT_EQ(near.find("@@"), near.rfind("@@ -"));
  std::string far = plain("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\ny\n");
  EXPECT_NE(far.find("@@ -1,4 +1,4 @@"), std::string::npos);
  EXPECT_NE(far.find("@@ -6,4 +6,4 @@"), std::string::npos);
}

TEST(Unified, SuffixNeverOverlapsPrefix) {
  EXPECT_EQ(plain("a\na\na\n", "a\na\n"),
            "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,3 +1,2 @@\n a\n a\n-a\n");
  EXPECT_EQ(plain("RUN a\n", "RUN a && b\n"),
            "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1 +1 @@\n-RUN a\n+RUN a && b\n");
}

TEST(Unified, NamesAreQuotedAsGitDoes) {
  auto header = [](std::string name) {
    std::string diff = unified("a\n", "b\n", {name, name});
    return diff.substr(0, diff.find('\n'));
  };
  EXPECT_EQ(header("x/Dockerfile"), "--- a/x/Dockerfile");
  EXPECT_EQ(header("my app/Dockerfile"), "--- a/my app/Dockerfile\t");
  EXPECT_EQ(header("sch\xc3\xb6n/Dockerfile"), "--- \"a/sch\\303\\266n/Dockerfile\"");
  EXPECT_EQ(header("a\"b\\c\td\x01"), "--- \"a/a\\\"b\\\\c\\td\\001\"");
}

std::string random_text(std::mt19937& random, int lines) {
  static const char* kLines[] = {"RUN a",  "RUN b && \\", "    c",    "",
                                 "# note", "COPY . .",    "\xff\xfe", "x\r"};
  std::string text;
  for (int i = 0; i < lines; ++i) {
    text += kLines[random() % std::size(kLines)];
    text += random() % 8 == 0 ? "\r\n" : "\n";
  }
  if (!text.empty() && random() % 4 == 0) text.pop_back();
  return text;
}

std::string mutate(std::mt19937& random, std::string text) {
  for (auto edits = random() % 5; edits-- > 0;) {
    std::size_t at = text.empty() ? 0 : random() % text.size();
    if (random() % 2 == 0) {
      text.insert(at, random() % 3 == 0 ? "\n" : random_text(random, static_cast<int>(random() % 3)));
    } else {
      text.erase(at, random() % 12);
    }
  }
  return text;
}

// Applies a diff as patch would, with no tolerance at all.
std::string applied(std::string_view before, const std::string& diff) {
  std::istringstream in(diff);
  std::string line, out;
  std::size_t at = 0;
  auto take = [&](std::string_view expected) {
    std::size_t end = before.find('\n', at);
    end = end == std::string_view::npos ? before.size() : end + 1;
    EXPECT_EQ(before.substr(at, end - at), expected);
    at = end;
  };
  std::getline(in, line);
  std::getline(in, line);
  std::size_t line_number = 0;
  while (std::getline(in, line)) {
    if (line.rfind("@@", 0) == 0) {
      int first = 0, count = 1;
      if (std::sscanf(line.c_str(), "@@ -%d,%d", &first, &count) == 1) count = 1;
      std::size_t target = static_cast<std::size_t>(count == 0 ? first : first - 1);
      for (; line_number < target; ++line_number) {
        std::size_t end = before.find('\n', at);
        end = end == std::string_view::npos ? before.size() : end + 1;
        out += before.substr(at, end - at);
        at = end;
      }
      continue;
    }
    std::string content = line.substr(1) + "\n";
    if (in.peek() == '\\') {
      std::string note;
      std::getline(in, note);
      content.pop_back();
    }
    if (line[0] != '+') {
      take(content);
      ++line_number;
    }
    if (line[0] != '-') out += content;
  }
  return out + std::string(before.substr(at));
}

TEST(Unified, AppliesBackForGeneratedPairs) {
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    std::string before = random_text(random, static_cast<int>(random() % 30));
    std::string after =
        i % 3 == 0 ? random_text(random, static_cast<int>(random() % 30)) : mutate(random, before);
    if (before == after) continue;
    std::string diff = unified(before, after, {"f", "f", static_cast<int>(random() % 4)});
    ASSERT_EQ(applied(before, diff), after) << i << "\n" << diff;
  }
}

TEST(Unified, GitApplyAndPatchTakeGeneratedPairs) {
  Scratch scratch;
  std::mt19937 random(11);
  const char* names[] = {"Dockerfile", "my app/Dockerfile", "sch\xc3\xb6n/a\"b", "tab\there/x\\y", "d/e\xff"};
  for (int i = 0; i < 120; ++i) {
    std::string name = names[i % std::size(names)];
    std::string before = random_text(random, static_cast<int>(random() % 20));
    std::string after =
        i % 3 == 0 ? random_text(random, static_cast<int>(random() % 20)) : mutate(random, before);
    if (i == 0) before = "";
    if (i == 1) after = "";
    if (before == after) continue;
    std::string diff = unified(before, after, {name, name});
    write(scratch.root() / "p.diff", diff);
    write(scratch.root() / name, before);
    ASSERT_EQ(scratch.run("git apply --whitespace=nowarn p.diff"), 0)
        << diff << read(scratch.root() / "out.txt");
    ASSERT_EQ(read(scratch.root() / name), after) << diff;
    write(scratch.root() / name, before);
    ASSERT_EQ(scratch.run("patch --binary -s -p1 -i p.diff"), 0) << diff << read(scratch.root() / "out.txt");
    ASSERT_EQ(read(scratch.root() / name), after) << diff;
  }
}

TEST(Unified, IsAsSmallAsGitsForSmallEdits) {
  Scratch scratch;
  std::mt19937 random(3);
  for (int i = 0; i < 60; ++i) {
    std::string before = random_text(random, 25);
    std::string after = mutate(random, before);
    if (before == after) continue;
    write(scratch.root() / "a", before);
    write(scratch.root() / "b", after);
    scratch.run("git diff --no-index --minimal -U0 a b | grep -c '^[-+]' | tr -d '\\n'");
    std::string diff = unified(before, after, {"a", "b", 0});
    int ours = 0;
    std::istringstream in(diff);
    for (std::string line; std::getline(in, line);) ours += line[0] == '-' || line[0] == '+' ? 1 : 0;
    EXPECT_EQ(std::to_string(ours), read(scratch.root() / "out.txt")) << diff;
  }
}

double seconds(auto work) {
  auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(Unified, HostileInputIsBounded) {
  std::mt19937 random(5);
  std::string noise, other;
  for (int i = 0; i < 190000; ++i) {
    noise += std::to_string(random() % 50) + "\n";
    other += std::to_string(random() % 50) + "\n";
  }
  EXPECT_LT(seconds([&] { EXPECT_EQ(applied(noise, plain(noise, other)), other); }), 20);
  std::string lines(8 << 20, '\n');
  std::string shifted = "a" + lines + "b";
  EXPECT_LT(seconds([&] { EXPECT_GT(plain(lines, shifted).size(), lines.size()); }), 10);
}

}  // namespace
}  // namespace dockhone::diff
