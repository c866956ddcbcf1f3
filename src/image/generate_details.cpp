// Build-time program: transforms/knowledge/details/*.yaml -> known_details().
#include <map>
#include <string>

#include "dockhone/base/generator.h"

namespace {

using namespace dockhone::generator;

struct Row {
  std::string facts;
  std::string successor;
};

struct Tables {
  std::map<std::string, Row> rows;  // by name
};

std::string fact(const std::string& file, const YAML::Node& node) {
  for (const auto& field : node) {
    auto key = field.first.as<std::string>();
    if (key != "about" && key != "what") unknown_key(file, field.first);
  }
  if (!node["about"] || !node["what"]) fail(file, node.Mark(), "a fact is { about: ..., what: ... }");
  return "{" + literal(node["about"].as<std::string>()) + ", " + literal(node["what"].as<std::string>()) +
         "}, ";
}

void read(const std::string& file, const YAML::Node& root, Tables& tables) {
  for (const auto& group : root) {
    auto key = group.first.as<std::string>();
    if (key != "facts" && key != "deprecated") unknown_key(file, group.first);
    for (const auto& image : group.second) {
      Row& row = tables.rows[image.first.as<std::string>()];
      if (key == "deprecated") {
        row.successor = image.second.as<std::string>();
        continue;
      }
      for (const auto& each : image.second) row.facts += fact(file, each);
    }
  }
}

void write(std::ostream& out, const Tables& tables) {
  Constants constants;
  std::string rows;
  for (const auto& [name, row] : tables.rows)
    rows += "    {" + literal(name) + ", " + constants.array("Fact", row.facts) + ", " +
            literal(row.successor) + "},\n";
  out << "#include \"dockhone/image/details.h\"\n\nnamespace dockhone::image {\nnamespace {\n\n"
      << constants.definitions() << "\nconstexpr Details kRows[] = {\n"
      << rows << "};\n\n}  // namespace\n\nstd::span<const Details> known_details() { return kRows; }\n\n"
      << "}  // namespace dockhone::image\n";
}

}  // namespace

int main(int argc, char** argv) { return run<Tables>(argc, argv, read, write); }
