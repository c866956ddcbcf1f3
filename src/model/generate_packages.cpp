// Build-time program: transforms/knowledge/packages/*.yaml -> the table behind dockhone/model/packages.h.
#include <map>
#include <string>
#include <vector>

#include "dockhone/base/generator.h"
#include "dockhone/base/wildcard.h"

namespace {

using namespace dockhone::generator;

struct Range {
  std::string first, last;
  bool never = false;
};

struct Need {
  std::string package, purpose;
  Texts unless, when;
  Range debian, ubuntu;
};

struct Entry {
  std::string keep;
  std::vector<Need> needs;
};

struct Knowledge {
  std::map<std::string, Texts> brought_by;  // a package -> those that bring it
  std::map<std::string, Entry> names;
  std::vector<std::pair<std::string, Entry>> patterns;
};

// first.. | ..last | first..last | never
Range read_range(const std::string& file, const YAML::Node& node) {
  auto text = node.as<std::string>();
  if (text == "never") return {"", "", true};
  auto dots = text.find("..");
  if (dots == std::string::npos)
    fail(file, node.Mark(), "releases are written first..last, first.., ..last or never");
  return {text.substr(0, dots), text.substr(dots + 2)};
}

Need read_need(const std::string& file, const YAML::Node& node, const Knowledge& knowledge) {
  Need need;
  for (const auto& field : node) {
    auto key = field.first.as<std::string>();
    const YAML::Node& value = field.second;
    if (key == "package") {
      need.package = value.as<std::string>();
    } else if (key == "for") {
      need.purpose = value.as<std::string>();
    } else if (key == "unless") {
      need.unless = texts(file, value);
    } else if (key == "when") {
      need.when = texts(file, value);
    } else if (key == "debian" || key == "ubuntu") {
      (key == "debian" ? need.debian : need.ubuntu) = read_range(file, value);
    } else if (key != "beyond-debian-12") {
      unknown_key(file, field.first);
    }
  }
  if (need.package.empty() || need.purpose.empty())
    fail(file, node.Mark(), "a need wants 'package' and 'for'");
  if (dockhone::is_pattern(need.package)) fail(file, node.Mark(), "a need is one package, not a pattern");
  if (auto at = knowledge.brought_by.find(need.package); at != knowledge.brought_by.end()) {
    need.unless.insert(need.unless.end(), at->second.begin(), at->second.end());
  }
  return need;
}

void read_entry(const std::string& file, const YAML::Node& node, Knowledge& knowledge) {
  Entry entry;
  Texts names;
  for (const auto& field : node) {
    auto key = field.first.as<std::string>();
    if (key == "names") {
      names = texts(file, field.second);
    } else if (key == "keep") {
      entry.keep = field.second.as<std::string>();
    } else if (key == "needs") {
      for (const auto& need : field.second) entry.needs.push_back(read_need(file, need, knowledge));
    } else {
      unknown_key(file, field.first);
    }
  }
  if (names.empty()) fail(file, node.Mark(), "an entry wants 'names'");
  if (entry.keep.empty() == entry.needs.empty())
    fail(file, node.Mark(), "an entry wants either 'keep' or 'needs'");
  for (const std::string& name : names) {
    if (dockhone::is_pattern(name)) {
      knowledge.patterns.emplace_back(name, entry);
    } else if (!knowledge.names.emplace(name, entry).second) {
      fail(file, node.Mark(), "'" + name + "' is listed twice");
    }
  }
}

void read(const std::string& file, const YAML::Node& root, Knowledge& knowledge) {
  for (const auto& pair : root["brings"]) {
    for (const auto& brought : pair.second.as<Texts>())
      knowledge.brought_by[brought].push_back(pair.first.as<std::string>());
  }
  for (const auto& node : root["packages"]) read_entry(file, node, knowledge);
}

std::string written(const Range& range) {
  return "{" + literal(range.first) + ", " + literal(range.last) + ", " + truth(range.never) + "}";
}

std::string written(const std::vector<Need>& needs, Constants& constants) {
  std::string items;
  for (const Need& need : needs) {
    items += "\n    {" + literal(need.package) + ", " + literal(need.purpose) + ", " +
             constants.texts(need.unless) + ", " + constants.texts(need.when) + ", " + written(need.debian) +
             ", " + written(need.ubuntu) + "},";
  }
  return constants.array("AptNeed", items);
}

template <class Entries>
std::string rows(Constants& constants, const Entries& entries) {
  std::string out;
  for (const auto& [name, entry] : entries) {
    out += "    {" + literal(name) + ", " + literal(entry.keep) + ", " + written(entry.needs, constants) +
           "},\n";
  }
  return out;
}

void write(std::ostream& out, const Knowledge& knowledge) {
  Constants constants;
  auto names = rows(constants, knowledge.names);
  auto patterns = rows(constants, knowledge.patterns);
  out << "#include \"dockhone/model/packages.h\"\n\nnamespace dockhone::model {\n\nnamespace {\n\n"
      << constants.definitions() << "\nconstexpr AptPackage kNames[] = {\n"
      << names << "};\n\nconstexpr AptPackage kPatterns[] = {\n"
      << patterns << "};\n\n}  // namespace\n\nstd::span<const AptPackage> apt_names() { return kNames; }\n"
      << "std::span<const AptPackage> apt_patterns() { return kPatterns; }\n\n}  // namespace "
         "dockhone::model\n";
}

}  // namespace

int main(int argc, char** argv) { return run<Knowledge>(argc, argv, read, write); }
