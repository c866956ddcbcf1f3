// What ADD would do with a source, by its name.
#include <gtest/gtest.h>

#include "transforms/add_to_copy/source.h"

namespace dockhone::transforms::add_to_copy {
namespace {

TEST(AddToCopy, ClassifiesNames) {
  using enum Source;
  const std::pair<std::string_view, Source> cases[] = {
      {".", kPlain},
      {"..", kPlain},
      {"./", kPlain},
      {"/", kPlain},
      {"src/", kPlain},
      {"src/.", kPlain},
      {"a.b/", kPlain},
      {"start.sh", kPlain},
      {"START.SH", kPlain},
      {"site.conf.dist", kPlain},
      {"Gemfile", kPlain},
      {"lib/app.jar", kPlain},
      {"C:x@2.png", kRemote},
      {"logo@2x.png", kPlain},
      {"tool.deb", kPlain},
      {".bashrc", kPlain},
      {"app", kUnknown},
      {"", kUnknown},
      {"conf.d", kUnknown},
      {"a.apk", kUnknown},
      {"a.gem", kUnknown},
      {"app.dist", kUnknown},
      {"x.tar/", kUnknown},
      {"x.tgz//", kUnknown},
      {"a.sh.x", kUnknown},
      {".", kPlain},
      {"x.tar", kArchive},
      {"x.TAR.GZ", kArchive},
      {"x.sql.gz", kArchive},
      {"rootfs.tar.zst", kArchive},
      {"https://example.org/a.sh", kRemote},
      {"git@example.org:a/b.sh", kRemote},
      {"github.com/a/b.sh", kRemote},
      {"ssh://git@example.org/a", kRemote},
      {"*.sh", kPlain},
      {"conf/*.d/[a-z]?.conf", kPlain},
      {"*", kGlob},
      {"bin/*", kGlob},
      {"a.*", kGlob},
      {"a.[jt]s", kGlob},
      {"a.t?z", kGlob},
      {"Gemfile*", kGlob},
      {"*.tar", kGlob},
      {"$X", kVariable},
      {"$X/a.sh", kVariable},
      {"a$X.sh", kVariable},
      {"lib/$X.jar", kPlain},
      {"lib/${X:-a.b}.jar", kPlain},
      {"lib/a.$X", kVariable},
      {"lib/${X:-a.jar}", kVariable},
      {"lib/$X", kVariable},
      {"git@host:lib/$X.sh", kRemote},
      {"lib/$X.tar.gz", kVariable},
  };
  for (const auto& [name, kind] : cases) EXPECT_EQ(classify(name, {}), kind) << name;
}

TEST(AddToCopy, LongExtensionsAreUnknown) {
  EXPECT_FALSE(never_archive("a." + std::string(1000, 'x')));
  EXPECT_FALSE(never_archive("."));
  EXPECT_FALSE(never_archive(""));
}

}  // namespace
}  // namespace dockhone::transforms::add_to_copy
