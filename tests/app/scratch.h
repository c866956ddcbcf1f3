// A directory of its own for each test, and the real program run in it.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace dockhone::app {

namespace fs = std::filesystem;

struct Ran {
  int status = -1;
  std::string out;
  std::string err;
};

class Scratch : public ::testing::Test {
 protected:
  Scratch() {
    char name[] = "/tmp/dockhone-app-XXXXXX";
    base_ = fs::canonical(mkdtemp(name));
    root_ = base_ / "work";
    fs::create_directory(root_);
  }
  ~Scratch() override { fs::remove_all(base_); }

  void write(const std::string& path, std::string_view text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << text;
  }
  std::string read(const fs::path& path) const {
    std::ifstream in(root_ / path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
  }
  bool exists(const std::string& path) const { return fs::exists(root_ / path); }

  // A line for /bin/sh in the directory; "dockhone" is the program under test.
  Ran shell(const std::string& line) const {
    std::string command = "cd '" + root_.string() + "' && export HOME='" + base_.string() +
                          "' NO_COLOR= && unset XDG_CONFIG_HOME DOCKHONE_RISK; dockhone() { '" DOCKHONE_BINARY
                          "' \"$@\"; }; { " +
                          line + "\n} >../out 2>../err </dev/null";
    int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read("../out"), read("../err")};
  }
  Ran dockhone(const std::string& arguments) const { return shell("dockhone " + arguments); }

  fs::path base_;
  fs::path root_;
};

inline constexpr std::string_view kOld = "FROM scratch\nMAINTAINER joe\n";
inline constexpr std::string_view kNew = "FROM scratch\nLABEL org.opencontainers.image.authors=\"joe\"\n";
inline constexpr std::string_view kClean = "FROM scratch\n";

}  // namespace dockhone::app
