#include "dockhone/prove/image.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace dockhone::prove {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;

std::string module_path() {
  return (fs::path(DOCKHONE_BINARY).parent_path() / "dockhone_archive.so").string();
}

// An image archive made by tar(1), in the layout of `docker save`.
class Archive : public testing::Test {
 protected:
  Archive() : place_(fs::temp_directory_path() / ("dockhone_image_test." + std::to_string(::getpid()))) {
    fs::remove_all(place_);
    fs::create_directories(place_ / "out");
    fs::create_directories(place_ / "scratch");
  }
  ~Archive() override { fs::remove_all(place_); }

  void layer(const std::string& script, const std::string& compress = "") {
    std::string number = std::to_string(layers_.size());
    fs::create_directories(place_ / ("layer" + number));
    shell("cd layer" + number + " && { " + script + "; } && tar --owner=0 --group=0 " + compress +
          " -cf ../out/layer" + number + ".tar .");
    layers_.push_back("layer" + number + ".tar");
  }

  Result<Image> read(const std::string& config = R"({"config": {"Cmd": ["/bin/app"]}})") {
    std::string list;
    for (const std::string& each : layers_) list += (list.empty() ? "\"" : ",\"") + each + '"';
    write("out/config.json", config);
    write("out/manifest.json", R"([{"Config": "config.json", "Layers": [)" + list + "]}]");
    shell("tar -C out -cf image.tar .");
    return read_image((place_ / "image.tar").string(), (place_ / "scratch").string(), module_path());
  }

  void write(const std::string& name, const std::string& text) { std::ofstream(place_ / name) << text; }
  void shell(const std::string& script) {
    ASSERT_EQ(std::system(("cd '" + place_.string() + "' && " + script).c_str()), 0) << script;
  }

  fs::path place_;
  std::vector<std::string> layers_;
};

TEST_F(Archive, MergesLayers) {
  layer(
      "mkdir -p etc bin && echo one > etc/a && echo two > etc/b && echo three > bin/app && chmod 755 "
      "bin/app");
  layer("mkdir -p etc && echo changed > etc/a && : > etc/.wh.b", "--gzip");
  auto image = read();
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->config["Cmd"][0], "/bin/app");
  EXPECT_EQ(image->tree.count("etc/b"), 0u);
  EXPECT_EQ(image->tree.at("etc/a").size, 8u);
  EXPECT_EQ(image->tree.at("bin/app").mode, 0755u);
  EXPECT_EQ(image->tree.at("bin/app").digest.size(), 64u);
  ASSERT_EQ(image->layers.size(), 2u);
  EXPECT_EQ(image->layers[0].bytes, 4u + 4u + 6u);
  EXPECT_EQ(image->layers[0].shadowed, 4u + 4u);
  EXPECT_EQ(image->layers[1].bytes, 8u);
}

TEST_F(Archive, AnOpaqueDirectoryHidesWhatWasBelow) {
  layer("mkdir -p srv/data && echo old > srv/data/old && echo top > srv/top");
  layer("mkdir -p srv/data && : > srv/data/.wh..wh..opq && echo new > srv/data/new");
  auto image = read();
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->tree.count("srv/data/old"), 0u);
  EXPECT_EQ(image->tree.count("srv/data/new"), 1u);
  EXPECT_EQ(image->tree.count("srv/top"), 1u);
}

TEST_F(Archive, AHardLinkCountsOnceAndASparseFileIsWhole) {
  layer("echo 12345 > a && ln a b && truncate -s 100000 hole && printf x >> hole", "--sparse");
  auto image = read();
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->tree.at("a").digest, image->tree.at("b").digest);
  EXPECT_NE(image->tree.at("a").shared, image->tree.at("b").shared);
  EXPECT_EQ(image->tree.at("hole").size, 100001u);
  EXPECT_EQ(image->bytes(), 6u + 100001u);
}

TEST_F(Archive, AFileInPlaceOfADirectoryRemovesWhatWasInIt) {
  layer("mkdir -p opt/x && echo 1 > opt/x/y");
  layer("mkdir -p opt && echo now > opt/x");
  auto image = read();
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->tree.count("opt/x/y"), 0u);
  EXPECT_EQ(image->tree.at("opt/x").kind, NodeKind::kFile);
}

TEST_F(Archive, FollowsLinks) {
  layer(
      "mkdir -p usr/bin && echo x > usr/bin/tool && ln -s usr/bin bin && ln -s tool usr/bin/alias && ln -s "
      "/loop loop");
  auto image = read();
  ASSERT_TRUE(image) << image.error().message;
  std::string real;
  ASSERT_NE(find(image->tree, "/bin/alias", &real), nullptr);
  EXPECT_EQ(real, "usr/bin/tool");
  EXPECT_EQ(find(image->tree, "/loop"), nullptr);
  EXPECT_EQ(find(image->tree, "/bin/none"), nullptr);
}

TEST_F(Archive, ReadsInterpretersOfScripts) {
  layer(
      "printf '#! /usr/bin/env python3\\nprint(1)\\n' > run && printf '#!/bin/sh' > short && printf '#' > "
      "one");
  auto image = read();
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->tree.at("run").interpreter, "/usr/bin/env python3");
  EXPECT_EQ(image->tree.at("short").interpreter, "/bin/sh");
  EXPECT_EQ(image->tree.at("one").interpreter, "");
}

TEST_F(Archive, OciLayouts) {
  layer("echo x > file");
  write("out/config.json", R"({"config": {"User": "app"}})");
  write("out/index.json", R"({"manifests": [{"digest": "sha256:m"}]})");
  shell(
      "mkdir -p out/blobs/sha256 && mv out/layer0.tar out/blobs/sha256/l && mv out/config.json "
      "out/blobs/sha256/c");
  write("out/blobs/sha256/m", R"({"config": {"digest": "sha256:c"}, "layers": [{"digest": "sha256:l"}]})");
  shell("tar -C out -cf image.tar .");
  auto image = read_image((place_ / "image.tar").string(), (place_ / "scratch").string(), module_path());
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->config["User"], "app");
  EXPECT_EQ(image->tree.count("file"), 1u);
}

TEST_F(Archive, WhatIsNoImageIsAnError) {
  write("image.tar", "this is no archive, not even a short one\n");
  auto image = read_image((place_ / "image.tar").string(), (place_ / "scratch").string(), module_path());
  ASSERT_FALSE(image);
  shell("tar -cf image.tar scratch");
  image = read_image((place_ / "image.tar").string(), (place_ / "scratch").string(), module_path());
  ASSERT_FALSE(image);
  EXPECT_THAT(image.error().message, HasSubstr("no configuration"));
}

TEST_F(Archive, AMissingLayerIsAnError) {
  layers_.push_back("gone.tar");
  auto image = read();
  ASSERT_FALSE(image);
  EXPECT_THAT(image.error().message, HasSubstr("gone.tar is missing"));
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(ElfFiles, SayWhatTheyNeed) {
  Elf elf = read_elf(bytes_of("/proc/self/exe"));
  EXPECT_THAT(elf.machine, HasSubstr("64/"));
  EXPECT_THAT(elf.needed, Contains(HasSubstr("libc.so")));
  EXPECT_THAT(elf.interpreter, HasSubstr("/ld-"));
}

TEST(ElfFiles, BrokenOnesAreReadWithoutHarm) {
  std::string whole = bytes_of("/proc/self/exe").substr(0, 1u << 16);
  for (std::size_t size = 0; size < 2000; size += 7) read_elf(std::string_view(whole).substr(0, size));
  for (std::size_t at = 0; at < 512; ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(0xff);
    read_elf(changed);
  }
  EXPECT_EQ(read_elf("#!/bin/sh\n").machine, "");
}

}  // namespace
}  // namespace dockhone::prove
