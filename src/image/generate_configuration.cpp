// Build-time program: transforms/knowledge/configuration/*.yaml -> the table behind
// dockhone/image/configuration.h.
#include <map>
#include <string>

#include "dockhone/base/generator.h"

namespace {

using namespace dockhone::generator;

using Rows = std::map<std::string, std::string>;  // by name

void read_image(const std::string& file, const std::string& name, const YAML::Node& node, Rows& rows) {
  std::string workdir;
  bool root = false;
  bool runs = false;
  for (const auto& field : node) {
    auto key = field.first.as<std::string>();
    auto value = field.second.as<std::string>();
    if (key == "workdir") {
      if (value.front() != '/') fail(file, field.second.Mark(), "a workdir is absolute");
      workdir = value;
    } else if (key == "user") {
      if (value != "root") fail(file, field.second.Mark(), "only root is of interest");
      root = true;
    } else if (key == "arguments") {
      if (value != "run") fail(file, field.second.Mark(), "arguments are run");
      runs = true;
    } else {
      unknown_key(file, field.first);
    }
  }
  auto row = literal(name) + ", " + literal(workdir) + ", " + truth(root) + ", " + truth(runs);
  if (!rows.emplace(name, row).second) fail(file, node.Mark(), "'" + name + "' stands here twice");
}

void read(const std::string& file, const YAML::Node& root, Rows& rows) {
  for (const auto& group : root) {
    auto key = group.first.as<std::string>();
    if (key != "official" && key != "others") unknown_key(file, group.first);
    for (const auto& image : group.second) {
      auto name = image.first.as<std::string>();
      bool has_slash = name.find('/') != std::string::npos;
      if (has_slash != (key == "others")) fail(file, image.first.Mark(), "not a name of this group");
      read_image(file, name, image.second, rows);
    }
  }
}

void write(std::ostream& out, const Rows& rows) {
  out << "#include \"dockhone/image/configuration.h\"\n\nnamespace dockhone::image {\n\n"
         "constexpr Configuration kRows[] = {\n";
  for (const auto& [name, row] : rows) out << "    {" << row << "},\n";
  out << "};\n\nstd::span<const Configuration> known_configurations() { return kRows; }\n\n"
         "}  // namespace dockhone::image\n";
}

}  // namespace

int main(int argc, char** argv) { return run<Rows>(argc, argv, read, write); }
