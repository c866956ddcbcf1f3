// Build-time program: transforms/knowledge/lists/*.yaml -> the tables that transforms/shared/lists.h
// declares. `key: [words]` is a List, `key: {word: other}` are Replacements, both named after the key.
#include <map>
#include <set>
#include <string>

#include "dockhone/base/generator.h"

namespace {

using namespace dockhone::generator;

struct Tables {
  std::set<std::string> keys;
  std::string arrays;
  std::string spans;
};

// npm-ci-options -> kNpmCiOptions
std::string constant(const std::string& key) {
  std::string name = enumerator("", key);
  return name.substr(name.rfind(':') + 1);
}

std::string sorted_words(const std::string& file, const YAML::Node& node) {
  std::set<std::string> words;
  for (const std::string& word : texts(file, node)) {
    if (!words.insert(word).second) fail(file, node.Mark(), "'" + word + "' is listed twice");
  }
  std::string items;
  for (const std::string& word : words) items += literal(word) + ", ";
  return items;
}

std::string sorted_pairs(const std::string& file, const YAML::Node& node) {
  std::map<std::string, std::string> pairs;
  for (const auto& pair : node) {
    if (!pairs.emplace(pair.first.as<std::string>(), pair.second.as<std::string>()).second)
      fail(file, pair.first.Mark(), "'" + pair.first.Scalar() + "' is listed twice");
  }
  std::string items;
  for (const auto& [word, by] : pairs) items += "{" + literal(word) + ", " + literal(by) + "}, ";
  return items;
}

void read(const std::string& file, const YAML::Node& root, Tables& tables) {
  for (const auto& list : root) {
    auto key = list.first.as<std::string>();
    if (!tables.keys.insert(key).second) fail(file, list.first.Mark(), "a second list of this name");
    bool pairs = list.second.IsMap();
    auto items = pairs ? sorted_pairs(file, list.second) : sorted_words(file, list.second);
    tables.arrays += std::string("constexpr ") + (pairs ? "Replacement " : "std::string_view ") +
                     constant(key) + "Table[] = {" + items + "};\n";
    tables.spans += std::string("constinit const ") + (pairs ? "Replacements " : "List ") + constant(key) +
                    "{" + constant(key) + "Table};\n";
  }
}

void write(std::ostream& out, const Tables& tables) {
  out << "#include \"transforms/shared/lists.h\"\n\nnamespace dockhone::transforms::lists {\nnamespace {\n\n"
      << tables.arrays << "\n}  // namespace\n\n"
      << tables.spans << "\n}  // namespace dockhone::transforms::lists\n";
}

}  // namespace

int main(int argc, char** argv) { return run<Tables>(argc, argv, read, write); }
