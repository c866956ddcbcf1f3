// Build-time program: transforms/knowledge/commands/*.yaml -> the table behind dockhone/model/commands.h.
// usage: generate_commands OUT.cpp FILE.yaml...
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

// In the order of the fields of CommandFacts.
const std::vector<std::string> kFlags = {"stable",           "shadows-nothing", "installs-operands", "reads-only",
                                         "removes-operands", "replaces-operands", "shadows-base",    "changes-container",
                                         "changes-accounts", "runs-operands",   "user-comes-first",  "runs-script"};
const std::vector<std::string> kWordLists = {"leaves-process", "leaves-process-unless", "options-with-value", "runs-behind"};

struct Entry {
  std::set<std::string> flags;
  std::map<std::string, std::vector<std::string>> words;
  bool always_leaves = false;
  std::string builtin;
};

[[noreturn]] void fail(const std::string& file, const YAML::Mark& mark, const std::string& what) {
  std::cerr << file << ':' << mark.line + 1 << ':' << mark.column + 1 << ": error: " << what << '\n';
  std::exit(1);
}

void read_entry(const std::string& file, const YAML::Node& node, std::map<std::string, Entry>& entries) {
  Entry entry;
  std::vector<std::string> names;
  for (const auto& field : node) {
    auto key = field.first.as<std::string>();
    if (key == "names") {
      names = field.second.as<std::vector<std::string>>();
    } else if (key == "builtin") {
      entry.builtin = field.second.as<std::string>();
      if (entry.builtin != "stateless" && entry.builtin != "stateful") fail(file, field.second.Mark(), "stateless or stateful");
    } else if (std::find(kFlags.begin(), kFlags.end(), key) != kFlags.end()) {
      if (field.second.as<bool>()) entry.flags.insert(key);
    } else if (std::find(kWordLists.begin(), kWordLists.end(), key) != kWordLists.end()) {
      entry.always_leaves |= field.second.IsScalar() && field.second.as<bool>();
      if (field.second.IsSequence()) entry.words[key] = field.second.as<std::vector<std::string>>();
    } else {
      fail(file, field.first.Mark(), "unknown key '" + key + "'");
    }
  }
  if (names.empty()) fail(file, node.Mark(), "an entry needs 'names'");
  for (const std::string& name : names) {
    if (!entries.emplace(name, entry).second) fail(file, node.Mark(), "'" + name + "' is listed twice");
  }
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

void write_table(std::ostream& out, const std::map<std::string, Entry>& entries) {
  out << "// Generated from transforms/knowledge/commands; do not edit.\n#include \"dockhone/model/commands.h\"\n\n"
      << "namespace dockhone::model {\n\nnamespace {\n\n";
  std::map<std::vector<std::string>, std::string> lists;
  for (const auto& [name, entry] : entries) {
    for (const auto& [key, words] : entry.words) {
      auto [at, is_new] = lists.emplace(words, "kWords" + std::to_string(lists.size()));
      if (!is_new) continue;
      out << "constexpr std::string_view " << at->second << "[] = {";
      for (const std::string& word : words) out << quoted(word) << ", ";
      out << "};\n";
    }
  }
  out << "\nconstexpr CommandFacts kCommands[] = {\n";
  for (const auto& [name, facts] : entries) {
    const auto& entry = facts;  // a lambda of clang 14 cannot capture a structured binding
    auto list = [&](const char* key) {
      auto at = entry.words.find(key);
      return at == entry.words.end() ? std::string("{}") : lists.at(at->second);
    };
    std::string builtin = entry.builtin.empty() ? "kNo" : entry.builtin == "stateful" ? "kStateful" : "kStateless";
    out << "    {" << quoted(name) << ", Builtin::" << builtin;
    for (const std::string& flag : kFlags) out << (entry.flags.contains(flag) ? ", true" : ", false");
    out << ", {" << (entry.always_leaves ? "true" : "false") << ", " << list("leaves-process") << "}, "
        << list("leaves-process-unless") << ", " << list("options-with-value") << ", " << list("runs-behind") << "},\n";
  }
  out << "};\n\n}  // namespace\n\nstd::span<const CommandFacts> commands() { return kCommands; }\n\n"
      << "}  // namespace dockhone::model\n";
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, Entry> entries;
  for (int i = 2; i < argc; ++i) {
    std::string file = argv[i];
    try {
      for (const auto& node : YAML::LoadFile(file)) read_entry(file, node, entries);
    } catch (const YAML::Exception& error) {
      fail(file, error.mark, error.msg);
    }
  }
  std::ofstream out(argv[1]);
  write_table(out, entries);
  return out.good() ? 0 : 1;
}
