// Build-time program: transforms/knowledge/slim/*.yaml -> the tables that table.h declares.
#include <map>
#include <set>
#include <string>

#include "dockhone/base/generator.h"

namespace {

using namespace dockhone::generator;

struct Tables {
  Constants constants;
  std::string images, brought, stand_ins, packages, man_pages = "{}";
};

// Ascending, as a List has to be.
std::string list(const std::string& file, const YAML::Node& node, Tables& tables) {
  if (!node) return "{}";
  std::set<std::string> words;
  for (const std::string& word : texts(file, node)) {
    if (!words.insert(word).second) fail(file, node.Mark(), "'" + word + "' is listed twice");
  }
  return "{" + tables.constants.texts(Texts(words.begin(), words.end())) + "}";
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos;
}

// 3.6.0..15 -> {"3.6.", 0, 15}; false: a word.
bool as_versions(const std::string& file, const YAML::Node& node, const std::string& text,
                 std::string& items) {
  auto dots = text.find("..");
  std::string first = text.substr(0, dots);
  auto at = first.find_last_of('.');
  std::string prefix = at == std::string::npos ? "" : first.substr(0, at + 1);
  std::string number = first.substr(prefix.size());
  bool plain = is_number(number) && (number == "0" || number[0] != '0');
  std::string last = dots == std::string::npos ? number : text.substr(dots + 2);
  if (dots != std::string::npos && (!plain || !is_number(last) || std::stoul(last) <= std::stoul(number)))
    fail(file, node.Mark(), "expected a range of versions: 3.6.0..15");
  if (!plain) return false;
  items += "{" + literal(prefix) + ", " + number + ", " + last + "}, ";
  return true;
}

std::string read_tags(const std::string& file, const YAML::Node& node, Tables& tables) {
  std::string versions;
  std::set<std::string> words;
  for (const auto& field : node) {
    auto key = field.first.as<std::string>();
    if (key != "ending" && key != "small" && key != "before") unknown_key(file, field.first);
    if (key != "before") continue;
    for (const std::string& text : texts(file, field.second)) {
      if (!as_versions(file, field.second, text, versions)) words.insert(text);
    }
  }
  if (!node["ending"] || !node["small"]) fail(file, node.Mark(), "an entry wants 'ending' and 'small'");
  return "{" + literal(node["ending"].as<std::string>()) + ", " + literal(node["small"].as<std::string>()) +
         ", " + tables.constants.array("Versions", versions) + ", {" +
         tables.constants.texts(Texts(words.begin(), words.end())) + "}}, ";
}

void read_images(const std::string& file, const YAML::Node& node, Tables& tables) {
  std::map<std::string, std::string> images;
  for (const auto& image : node) {
    std::string rows;
    for (const auto& row : image.second) rows += read_tags(file, row, tables);
    images[image.first.as<std::string>()] = tables.constants.array("Tags", rows);
  }
  for (const auto& [name, rows] : images) tables.images += "    {" + literal(name) + ", " + rows + "},\n";
}

bool flag(const YAML::Node& node, const char* key) { return node[key] && node[key].as<bool>(); }

void read_brought(const std::string& file, const YAML::Node& node, Tables& tables) {
  static const std::set<std::string> kKeys = {"package", "programs", "through", "with",
                                              "images",  "builds",   "tool"};
  for (const auto& row : node) {
    for (const auto& field : row) {
      if (!kKeys.contains(field.first.as<std::string>())) unknown_key(file, field.first);
    }
    if (!row["package"] || !row["programs"] || !row["images"])
      fail(file, row.Mark(), "an entry wants 'package', 'programs' and 'images'");
    std::string with = row["with"] ? tables.constants.texts(texts(file, row["with"])) : "{}";
    tables.brought += "    {" + literal(row["package"].as<std::string>()) + ", " +
                      list(file, row["programs"], tables) + ", " + list(file, row["through"], tables) + ", " +
                      with + ", " + list(file, row["images"], tables) + ", " + truth(flag(row, "builds")) +
                      ", " + truth(flag(row, "tool")) + "},\n";
  }
}

void read_packages(const std::string& file, const std::string& manager, const YAML::Node& node,
                   Tables& tables) {
  for (const auto& field : node) {
    auto key = field.first.as<std::string>();
    if (key != "plain" && key != "prebuilt" && key != "compiled") unknown_key(file, field.first);
  }
  tables.packages += "    {" + literal(manager) + ", " + list(file, node["plain"], tables) + ", " +
                     list(file, node["prebuilt"], tables) + ", " + list(file, node["compiled"], tables) +
                     "},\n";
}

void read(const std::string& file, const YAML::Node& root, Tables& tables) {
  for (const auto& group : root) {
    auto key = group.first.as<std::string>();
    if (key == "tags") {
      read_images(file, group.second, tables);
    } else if (key == "brought") {
      read_brought(file, group.second, tables);
    } else if (key == "stand-ins") {
      for (const auto& pair : group.second)
        tables.stand_ins +=
            "    {" + literal(pair.first.as<std::string>()) + ", " + list(file, pair.second, tables) + "},\n";
    } else if (key == "needs-man-pages") {
      tables.man_pages = list(file, group.second, tables);
    } else if (key == "pip" || key == "npm" || key == "gem") {
      read_packages(file, key, group.second, tables);
    } else {
      unknown_key(file, group.first);
    }
  }
}

void write(std::ostream& out, const Tables& tables) {
  out << "#include \"transforms/slim_base/table.h\"\n\nnamespace dockhone::transforms::slim_base {\n"
         "namespace {\n\n"
      << tables.constants.definitions();
  auto table = [&](const char* type, const char* name, const std::string& rows) {
    out << "\nconstexpr " << type << ' ' << name << "[] = {\n" << rows << "};\n";
  };
  table("ImageTags", "kImages", tables.images);
  table("Brought", "kBrought", tables.brought);
  table("StandIn", "kStandIns", tables.stand_ins);
  table("Packages", "kPackages", tables.packages);
  out << "\n}  // namespace\n\nstd::span<const ImageTags> image_tags() { return kImages; }\n"
         "std::span<const Brought> brought() { return kBrought; }\n"
         "std::span<const StandIn> stand_ins() { return kStandIns; }\n"
         "std::span<const Packages> packages() { return kPackages; }\n"
         "List needs_man_pages() { return "
      << tables.man_pages << "; }\n\n}  // namespace dockhone::transforms::slim_base\n";
}

}  // namespace

int main(int argc, char** argv) { return run<Tables>(argc, argv, read, write); }
