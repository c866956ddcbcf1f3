// Build-time program: transforms/knowledge/releases/*.yaml -> the tables that release_tables.h declares.
#include <set>
#include <string>
#include <vector>

#include "dockhone/base/generator.h"

namespace {

using namespace dockhone::generator;

struct Tables {
  std::string releases, suites, words, images;
  std::set<std::string> everyday, numbered, codenames, patterns;
};

std::set<std::string> set_of(const YAML::Node& node) {
  auto words = node.as<Texts>();
  return {words.begin(), words.end()};
}

void read_releases(const std::string& file, const YAML::Node& node, Tables& tables) {
  for (const auto& pair : node) {
    for (const auto& item : pair.second) {
      auto text = item.as<std::string>();
      auto blank = text.find(' ');
      if (blank == std::string::npos) fail(file, item.Mark(), "a release is 'version codename'");
      auto codename = text.substr(blank + 1);
      if (!tables.codenames.insert(codename).second)
        fail(file, item.Mark(), "'" + codename + "' is listed twice");
      tables.releases += "    {" + enumerator("Distribution", pair.first.as<std::string>()) + ", " +
                         literal(text.substr(0, blank)) + ", " + literal(codename) + ", " +
                         truth(tables.everyday.contains(codename)) + "},\n";
    }
  }
}

void read_image(const std::string& file, const YAML::Node& node, Tables& tables) {
  std::string distribution, version, manager;
  bool is = false;
  Texts images;
  for (const auto& field : node) {
    auto key = field.first.as<std::string>();
    if (key == "image") {
      images = texts(file, field.second);
    } else if (key == "is" || key == "on") {
      is = key == "is";
      distribution = field.second.as<std::string>();
    } else if (key == "version") {
      version = field.second.as<std::string>();
    } else if (key == "manager") {
      manager = field.second.as<std::string>();
    } else {
      unknown_key(file, field.first);
    }
  }
  if (images.empty() || distribution.empty())
    fail(file, node.Mark(), "an entry wants 'image', and 'is' or 'on'");
  for (const std::string& image : images) {
    if (!tables.patterns.insert(image).second) fail(file, node.Mark(), "'" + image + "' is listed twice");
    tables.images += "    {" + literal(image) + ", " + enumerator("Distribution", distribution) + ", " +
                     truth(is) + ", " + literal(version) + ", " + enumerator("PackageManager", manager) +
                     "},\n";
  }
}

void read(const std::string& file, const YAML::Node& root, Tables& tables) {
  tables.everyday = set_of(root["everyday"]);
  tables.numbered = set_of(root["numbered"]);
  read_releases(file, root["releases"], tables);
  for (const auto& word : tables.everyday) {
    if (!tables.codenames.contains(word))
      fail(file, root["everyday"].Mark(), "'" + word + "' is no codename");
  }
  for (const auto& pair : root["suites"]) {
    auto codename = pair.second.as<std::string>();
    if (!tables.codenames.contains(codename))
      fail(file, pair.second.Mark(), "'" + codename + "' is no codename");
    tables.suites += "    {" + literal(pair.first.as<std::string>()) + ", " + literal(codename) + "},\n";
  }
  for (const auto& pair : root["words"]) {
    for (const auto& word : pair.second) {
      auto text = word.as<std::string>();
      tables.words += "    {" + literal(text) + ", " +
                      enumerator("Distribution", pair.first.as<std::string>()) +
                      (tables.numbered.contains(text) ? ", true},\n" : ", false},\n");
    }
  }
  // Those with a version first: they are the narrower ones.
  for (bool narrow : {true, false}) {
    for (const auto& image : root["images"]) {
      if (narrow == static_cast<bool>(image["version"])) read_image(file, image, tables);
    }
  }
}

void write(std::ostream& out, const Tables& tables) {
  out << "#include \"dockhone/image/release_tables.h\"\n\n"
      << "namespace dockhone::image::tables {\nnamespace {\n\nconstexpr Release kReleases[] = {\n"
      << tables.releases << "};\n\nconstexpr Suite kSuites[] = {\n"
      << tables.suites << "};\n\nconstexpr SystemWord kWords[] = {\n"
      << tables.words << "};\n\nconstexpr SystemImage kImages[] = {\n"
      << tables.images << "};\n\n}  // namespace\n\n"
      << "std::span<const Release> releases() { return kReleases; }\nstd::span<const Suite> suites() { "
         "return kSuites; }\n"
      << "std::span<const SystemWord> system_words() { return kWords; }\n"
      << "std::span<const SystemImage> system_images() { return kImages; }\n\n}  // namespace "
         "dockhone::image::tables\n";
}

}  // namespace

int main(int argc, char** argv) { return run<Tables>(argc, argv, read, write); }
