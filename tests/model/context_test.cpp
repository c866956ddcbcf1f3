// Whether a directory can be the context of a Dockerfile.
#include "dockhone/model/context.h"

#include <gtest/gtest.h>

#include "dockhone/model/build.h"

namespace dockhone::model {
namespace {

bool fits_with(const char* dockerfile, std::vector<std::string> files, bool complete = true) {
  auto document = syntax::Document::parse(dockerfile);
  EXPECT_TRUE(document.has_value());
  std::vector<Context::Entry> entries;
  for (std::string& file : files) entries.emplace_back().path = std::move(file);
  return fits(Context(std::move(entries), complete), BuildModel(*document));
}

TEST(Context, FitsWhereItHoldsWhatIsCopied) {
  EXPECT_TRUE(fits_with("FROM alpine\nCOPY go.mod ./\nADD . /app\n", {"go.mod", "main.go"}));
  EXPECT_TRUE(
      fits_with("FROM alpine\nCOPY --from=build /out /out\nCOPY *.go $X <<E /app/\nE\n", {"main.go"}));
  EXPECT_FALSE(fits_with("FROM alpine\nCOPY go.mod ./\n", {"main.go"}));
  EXPECT_FALSE(fits_with("FROM alpine\nADD app.tar.gz /\n", {"main.go"}));
  EXPECT_TRUE(fits_with("FROM alpine\nADD https://example.com/app.tar.gz /\n", {"main.go"}));
}

TEST(Context, OfDockerfilesAloneFitsNone) {
  EXPECT_FALSE(fits_with("FROM alpine\nCOPY . .\n", {"Dockerfile", "web.Dockerfile", "README.md"}));
  EXPECT_FALSE(fits_with("FROM alpine\n", {}));
}

TEST(Context, ThatWasNotReadToTheEndMayHoldIt) {
  EXPECT_TRUE(fits_with("FROM alpine\nCOPY far/away /\n", {"main.go"}, false));
}

}  // namespace
}  // namespace dockhone::model
