// Build-time program: transforms/knowledge/successors/*.yaml -> successors().
#include <map>
#include <string>

#include "dockhone/base/generator.h"

namespace {

using namespace dockhone::generator;

struct Tables {
  Constants constants;
  std::string rows;
};

YAML::Node field(const std::string& file, const YAML::Node& node, const char* key) {
  if (!node[key]) fail(file, node.Mark(), std::string("'") + key + "' is missing");
  return node[key];
}

void check_keys(const std::string& file, const YAML::Node& node, const Texts& known) {
  for (const auto& pair : node) {
    if (std::find(known.begin(), known.end(), pair.first.as<std::string>()) == known.end())
      unknown_key(file, pair.first);
  }
}

std::string packages(const std::string& file, const YAML::Node& node, const Texts& lists, Tables& tables) {
  Texts words;
  for (const std::string& list : lists) {
    for (std::string& word : field(file, node, list.c_str()).as<Texts>()) words.push_back(std::move(word));
  }
  std::sort(words.begin(), words.end());
  return tables.constants.texts(words);
}

std::string gone(Tables& tables, const YAML::Node& node) {
  std::string rows;
  for (const auto& pair : node)
    rows +=
        "{" + literal(pair.first.as<std::string>()) + ", " + literal(pair.second.as<std::string>()) + "}, ";
  return tables.constants.array("Gone", rows);
}

std::string plain(const YAML::Node& system) {
  auto range = system["plain"] ? system["plain"].as<Texts>() : Texts{"0", "-1"};
  return range.at(0) + ", " + range.at(1);
}

std::string systems(const std::string& file, const YAML::Node& node, Tables& tables) {
  std::string rows;
  for (const auto& system : field(file, node, "systems")) {
    check_keys(file, system, {"words", "tag", "packages", "accounts", "plain"});
    auto lists = field(file, system, "packages").as<Texts>();
    const std::string& manager = lists.at(0);
    rows += "{" + tables.constants.texts(field(file, system, "words").as<Texts>()) + ", " + plain(system) +
            ", " + literal(field(file, system, "tag").as<std::string>()) + ", " +
            truth(static_cast<bool>(system["accounts"])) + ", " + literal(manager) + ", " +
            gone(tables, field(file, field(file, node, "gone"), manager.c_str())) + ", " +
            packages(file, field(file, node, "packages"), lists, tables) + "}, ";
  }
  return tables.constants.array("System", rows);
}

std::string frozen(const std::string& file, const YAML::Node& node, Tables& tables) {
  std::string rows;
  for (const auto& row : node) {
    check_keys(file, row, {"image", "word", "kind", "version"});
    auto text = [&](const char* key) { return literal(row[key] ? row[key].as<std::string>() : ""); };
    rows += "{" + text("image") + ", " + text("word") + ", " + text("kind") + ", " + text("version") + "}, ";
  }
  return tables.constants.array("Frozen", rows);
}

void read(const std::string& file, const YAML::Node& root, Tables& tables) {
  check_keys(file, root, {"successors"});
  for (const auto& node : field(file, root, "successors")) {
    check_keys(file, node,
               {"images", "successor", "since", "prefixes", "kinds", "systems", "frozen", "absent", "home",
                "home_holds", "gone", "packages"});
    auto words = [&](const char* key) { return tables.constants.texts(texts(file, field(file, node, key))); };
    auto text = [&](const char* key) { return literal(field(file, node, key).as<std::string>()); };
    tables.rows += "    {" + words("images") + ", " + text("successor") + ", " + text("since") + ", " +
                   words("prefixes") + ", " + words("kinds") + ", " + words("absent") + ", " + text("home") +
                   ", " + words("home_holds") + ", " + systems(file, node, tables) + ", " +
                   frozen(file, node["frozen"], tables) + "},\n";
  }
}

void write(std::ostream& out, const Tables& tables) {
  out << "#include \"transforms/base_choice/successor.h\"\n\nnamespace dockhone::transforms::base_choice "
         "{\nnamespace {\n\n"
      << tables.constants.definitions() << "\nconstexpr Successor kSuccessors[] = {\n"
      << tables.rows
      << "};\n\n}  // namespace\n\nstd::span<const Successor> successors() { return kSuccessors; }\n\n"
      << "}  // namespace dockhone::transforms::base_choice\n";
}

}  // namespace

int main(int argc, char** argv) { return run<Tables>(argc, argv, read, write); }
