// Runs the fuzzers' functions without a fuzzer: on every input that once crashed one
// (tests/fuzz/crashes/TARGET/*), and on testdata.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "targets.h"

namespace dockhone::fuzz {
namespace {

namespace fs = std::filesystem;

int run_all(const Target& target, const fs::path& directory, std::string_view ending) {
  int count = 0;
  if (!fs::exists(directory)) return 0;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file() || !entry.path().filename().string().ends_with(ending)) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream content;
    content << in.rdbuf();
    SCOPED_TRACE(entry.path());
    target.run(content.str());
    ++count;
  }
  return count;
}

class Replay : public testing::TestWithParam<Target> {};

TEST_P(Replay, WhatOnceCrashed) {
  run_all(GetParam(), fs::path(DOCKHONE_SOURCE) / "tests/fuzz/crashes" / GetParam().name, "");
}

TEST_P(Replay, Testdata) {
  fs::path testdata = fs::path(DOCKHONE_SOURCE) / "testdata";
  std::string_view ending = GetParam().name == "config" ? "options.yaml" : "before.Dockerfile";
  EXPECT_GT(run_all(GetParam(), testdata, ending), 0);
}

std::string target_name(const testing::TestParamInfo<Target>& info) { return std::string(info.param.name); }

INSTANTIATE_TEST_SUITE_P(All, Replay, testing::ValuesIn(targets().begin(), targets().end()), target_name);

}  // namespace
}  // namespace dockhone::fuzz
