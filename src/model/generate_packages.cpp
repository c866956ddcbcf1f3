// Build-time program: transforms/knowledge/packages/*.yaml -> the table behind dockhone/model/packages.h.
// usage: packages OUT.cpp FILE.yaml...
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dockhone/base/wildcard.h"

namespace {

using Texts = std::vector<std::string>;

[[noreturn]] void fail(const std::string& file, const YAML::Mark& mark, const std::string& what) {
  std::cerr << file << ':' << mark.line + 1 << ':' << mark.column + 1 << ": error: " << what << '\n';
  std::exit(1);
}

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

Texts read_texts(const std::string& file, const YAML::Node& node) {
  auto texts = node.as<Texts>();
  if (texts.empty()) fail(file, node.Mark(), "an empty list says nothing");
  for (const std::string& text : texts) {
    if (text.empty()) fail(file, node.Mark(), "an empty text in a list");
  }
  return texts;
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
      need.unless = read_texts(file, value);
    } else if (key == "when") {
      need.when = read_texts(file, value);
    } else if (key == "debian" || key == "ubuntu") {
      (key == "debian" ? need.debian : need.ubuntu) = read_range(file, value);
    } else if (key != "beyond-debian-12") {
      fail(file, field.first.Mark(), "unknown key '" + key + "'");
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
      names = read_texts(file, field.second);
    } else if (key == "keep") {
      entry.keep = field.second.as<std::string>();
    } else if (key == "needs") {
      for (const auto& need : field.second) entry.needs.push_back(read_need(file, need, knowledge));
    } else {
      fail(file, field.first.Mark(), "unknown key '" + key + "'");
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

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\' || c == '?') out += '\\';  // ?: no trigraphs
    out += c;
  }
  return out + '"';
}

// Writes each array once, and gives the name that it has.
class Arrays {
 public:
  explicit Arrays(std::ostream& out) : out_(out) {}

  std::string texts(const Texts& words) {
    std::string body;
    for (const std::string& word : words) body += quoted(word) + ", ";
    return array("std::string_view", body);
  }

  std::string needs(const std::vector<Need>& needs) {
    std::string body;
    for (const Need& need : needs) {
      body += "\n    {" + quoted(need.package) + ", " + quoted(need.purpose) + ", " + texts(need.unless) +
              ", " + texts(need.when) + ", " + range(need.debian) + ", " + range(need.ubuntu) + "},";
    }
    return array("AptNeed", body);
  }

 private:
  static std::string range(const Range& range) {
    return "{" + quoted(range.first) + ", " + quoted(range.last) + (range.never ? ", true}" : ", false}");
  }

  std::string array(const std::string& type, const std::string& body) {
    if (body.empty()) return "{}";
    auto [at, is_new] = names_.emplace(body, "kArray" + std::to_string(names_.size()));
    if (is_new) out_ << "constexpr " << type << ' ' << at->second << "[] = {" << body << "};\n";
    return at->second;
  }

  std::ostream& out_;
  std::map<std::string, std::string> names_;
};

template <class Entries>
std::string rows(Arrays& arrays, const Entries& entries) {
  std::string out;
  for (const auto& [name, entry] : entries) {
    out += "    {" + quoted(name) + ", " + quoted(entry.keep) + ", " + arrays.needs(entry.needs) + "},\n";
  }
  return out;
}

void write_table(std::ostream& out, const Knowledge& knowledge) {
  out << "// Generated from transforms/knowledge/packages; do not edit.\n#include "
         "\"dockhone/model/packages.h\"\n\n"
      << "namespace dockhone::model {\n\nnamespace {\n\n";
  Arrays arrays(out);
  auto names = rows(arrays, knowledge.names);
  auto patterns = rows(arrays, knowledge.patterns);
  out << "\nconstexpr AptPackage kNames[] = {\n"
      << names << "};\n\nconstexpr AptPackage kPatterns[] = {\n"
      << patterns << "};\n\n}  // namespace\n\nstd::span<const AptPackage> apt_names() { return kNames; }\n"
      << "std::span<const AptPackage> apt_patterns() { return kPatterns; }\n\n}  // namespace "
         "dockhone::model\n";
}

}  // namespace

int main(int argc, char** argv) {
  Knowledge knowledge;
  for (int i = 2; i < argc; ++i) {
    std::string file = argv[i];
    try {
      read(file, YAML::LoadFile(file), knowledge);
    } catch (const YAML::Exception& error) {
      fail(file, error.mark, error.msg);
    }
  }
  std::ofstream out(argv[1]);
  write_table(out, knowledge);
  return out.good() ? 0 : 1;
}
