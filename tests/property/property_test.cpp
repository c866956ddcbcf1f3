// Properties over testdata and over generated Dockerfiles. A failing one is shrunk and printed.
//
// DOCKHONE_PROPERTY_CASES=N  how many are generated for each property
// DOCKHONE_PROPERTY_SEED=N   the first seed (0)
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dockhone/syntax/document.h"
#include "generate.h"
#include "properties.h"
#include "shrink.h"

namespace dockhone::property {
namespace {

namespace fs = std::filesystem;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t kDefaultCases = 150;
#else
constexpr std::uint64_t kDefaultCases = 1500;
#endif
constexpr int kMostFailures = 8;  // shown for each property

std::uint64_t number(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

bool parses(const std::string& text) { return syntax::Document::parse(text).has_value(); }

// What kind of failure it is, so that shrinking does not wander off to another one.
std::string kind(const std::string& broken) {
  std::string line = broken.substr(0, broken.find('\n'));
  std::erase_if(line, [](char c) { return c >= '0' && c <= '9'; });
  return line.substr(0, 60);
}

void report(const Property& property, const std::string& text, const std::string& broken,
            const std::string& origin) {
  std::string wanted = kind(broken);
  std::string smallest = shrink(text, [&](const std::string& candidate) {
    return parses(candidate) && kind(property.broken(candidate)) == wanted;
  });
  ADD_FAILURE() << property.name << " does not hold of " << origin << ". Minimal Dockerfile:\n----\n"
                << smallest << "\n----\n"
                << property.broken(smallest);
}

class Properties : public testing::TestWithParam<Property> {};

TEST_P(Properties, HoldOfTestdata) {
  const Property& property = GetParam();
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(DOCKHONE_SOURCE) / "testdata")) {
    if (!entry.is_regular_file() || !entry.path().filename().string().ends_with("Dockerfile")) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream content;
    content << in.rdbuf();
    if (!parses(content.str())) continue;
    ++files;
    std::string broken = property.broken(content.str());
    if (!broken.empty()) report(property, content.str(), broken, entry.path().string());
  }
  EXPECT_GT(files, 100);
}

TEST_P(Properties, HoldOfGeneratedFiles) {
  const Property& property = GetParam();
  std::uint64_t first = number("DOCKHONE_PROPERTY_SEED", 0);
  std::uint64_t cases = number("DOCKHONE_PROPERTY_CASES", kDefaultCases);
  int failures = 0;
  for (std::uint64_t seed = first; seed < first + cases && failures < kMostFailures; ++seed) {
    std::string text = generate(seed);
    if (!parses(text)) continue;
    std::string broken = property.broken(text);
    if (broken.empty()) continue;
    ++failures;
    report(property, text, broken, "seed " + std::to_string(seed));
  }
}

std::string property_name(const testing::TestParamInfo<Property>& info) {
  return std::string(info.param.name);
}

INSTANTIATE_TEST_SUITE_P(All, Properties, testing::ValuesIn(properties().begin(), properties().end()),
                         property_name);

TEST(Generator, MostFilesParseAndSeedsRepeat) {
  int parsed = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    std::string text = generate(seed);
    EXPECT_EQ(text, generate(seed));
    parsed += parses(text);
  }
  EXPECT_GT(parsed, 400);
}

// A property that shrinks to its cause.
TEST(Shrink, FindsTheSmallestText) {
  std::string text = "FROM a\nRUN two three\nUSER x\nRUN four\n";
  std::string small = shrink(text, [](const std::string& candidate) {
    return parses(candidate) && candidate.find("RUN two") != std::string::npos;
  });
  EXPECT_EQ(small, "FROM a\nRUN two");
}

}  // namespace
}  // namespace dockhone::property
