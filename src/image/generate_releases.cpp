// Build-time program: transforms/knowledge/releases/*.yaml -> the tables that release_tables.h declares.
// usage: releases OUT.cpp FILE.yaml...
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <iostream>
#include <set>
#include <string>
#include <vector>

namespace {

[[noreturn]] void fail(const std::string& file, const YAML::Mark& mark, const std::string& what) {
  std::cerr << file << ':' << mark.line + 1 << ':' << mark.column + 1 << ": error: " << what << '\n';
  std::exit(1);
}

// The name of the enumerator: debian -> Distribution::kDebian.
std::string enumerator(const std::string& type, std::string name) {
  if (name.empty()) return type + "::kUnknown";
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return type + "::k" + name;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\' || c == '?') out += '\\';  // ?: no trigraphs
    out += c;
  }
  return out + '"';
}

struct Tables {
  std::string releases, suites, words, images;
  std::set<std::string> everyday, numbered, codenames, patterns;
};

std::set<std::string> set_of(const YAML::Node& node) {
  auto texts = node.as<std::vector<std::string>>();
  return {texts.begin(), texts.end()};
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
                         quoted(text.substr(0, blank)) + ", " + quoted(codename) + ", " +
                         (tables.everyday.contains(codename) ? "true" : "false") + "},\n";
    }
  }
}

void read_image(const std::string& file, const YAML::Node& node, Tables& tables) {
  std::string distribution, version, manager;
  bool is = false;
  std::vector<std::string> images;
  for (const auto& field : node) {
    auto key = field.first.as<std::string>();
    if (key == "image") {
      images = field.second.as<std::vector<std::string>>();
    } else if (key == "is" || key == "on") {
      is = key == "is";
      distribution = field.second.as<std::string>();
    } else if (key == "version") {
      version = field.second.as<std::string>();
    } else if (key == "manager") {
      manager = field.second.as<std::string>();
    } else {
      fail(file, field.first.Mark(), "unknown key '" + key + "'");
    }
  }
  if (images.empty() || distribution.empty())
    fail(file, node.Mark(), "an entry wants 'image', and 'is' or 'on'");
  for (const std::string& image : images) {
    if (!tables.patterns.insert(image).second) fail(file, node.Mark(), "'" + image + "' is listed twice");
    tables.images += "    {" + quoted(image) + ", " + enumerator("Distribution", distribution) + ", " +
                     (is ? "true" : "false") + ", " + quoted(version) + ", " +
                     enumerator("PackageManager", manager) + "},\n";
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
    tables.suites += "    {" + quoted(pair.first.as<std::string>()) + ", " + quoted(codename) + "},\n";
  }
  for (const auto& pair : root["words"]) {
    for (const auto& word : pair.second) {
      auto text = word.as<std::string>();
      tables.words += "    {" + quoted(text) + ", " +
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

}  // namespace

int main(int argc, char** argv) {
  Tables tables;
  for (int i = 2; i < argc; ++i) {
    std::string file = argv[i];
    try {
      read(file, YAML::LoadFile(file), tables);
    } catch (const YAML::Exception& error) {
      fail(file, error.mark, error.msg);
    }
  }
  std::ofstream out(argv[1]);
  out << "// Generated from transforms/knowledge/releases; do not edit.\n#include "
         "\"dockhone/image/release_tables.h\"\n\n"
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
  return out.good() ? 0 : 1;
}
