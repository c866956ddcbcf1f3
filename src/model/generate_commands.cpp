// Build-time program: transforms/knowledge/commands/*.yaml -> the tables behind dockhone/model/commands.h.
//
// An entry has `names`, and keys that are the fields of CommandFacts, ToolFacts and Deeds with dashes.
// Entries of the same name, in whatever files, are put together; a key may be given once. How options are
// written:
//   "--output -o =write !first"   names, the first is canonical; `=` needs a value, `=?` may have one
//   attached, `=#` a
//                                 number; behind it the value's role; !first, !last, !no-cache, !asks as in
//                                 OptionFacts
#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "dockhone/base/generator.h"

namespace {

using namespace dockhone::generator;

using Strings = Texts;

// In the order of the fields of CommandFacts.
const Strings kFlags = {"stable",           "shadows-nothing",   "installs-operands", "reads-only",
                        "removes-operands", "replaces-operands", "shadows-base",      "changes-container",
                        "changes-accounts", "runs-operands",     "user-comes-first",  "runs-script"};
const Strings kWordLists = {"leaves-process", "leaves-process-unless", "options-with-value", "runs-behind"};
// In the order of the fields of Deeds.
const Strings kDeedFlags = {"network", "root", "convention", "project-code"};
const Strings kDeedLists = {"reads",        "writes",         "removes",   "makes-caches",
                            "reads-caches", "removes-caches", "manifests", "environment"};
// In the order of the fields of ToolFacts.
const Strings kToolFlags = {"versioned",        "single-dash-long", "bare-cluster",
                            "stops-at-operand", "python-module",    "assignments"};
const Strings kToolKeys = {"manager", "words-before", "default-verb", "unlisted-verb", "no-cache-environment",
                           "options", "verbs"};
const Strings kRoles = {"text",      "read",      "read-tree", "write",       "write-tree",
                        "edit",      "edit-tree", "remove",    "remove-tree", "move",
                        "directory", "package",   "manifest",  "account",     "url",
                        "download",  "command",   "script",    "module",      "code"};
const Strings kKinds = {"other", "install", "update-index", "upgrade", "remove",    "clean", "download",
                        "build", "test",    "run",          "query",   "configure", "init"};
const Strings kInstalls = {"nothing", "operands", "manifest", "operands-or-manifest"};

bool listed(const Strings& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Entry {
  std::string file;  // for messages: where its options are
  std::map<std::string, YAML::Node> keys;
};

class Writer {
 public:
  explicit Writer(std::set<std::string> caches) : caches_(std::move(caches)) {}

  std::string command(const std::string& name, const Entry& entry) {
    file_ = entry.file;
    auto node = [&](const std::string& key) {
      auto at = entry.keys.find(key);
      return at == entry.keys.end() ? YAML::Node() : at->second;
    };
    std::string out = "    {" + literal(name) + ", " + builtin(node("builtin"));
    for (const std::string& flag : kFlags) out += ", " + truth(is_true(node(flag)));
    YAML::Node leaves = node("leaves-process");
    bool always = leaves.IsDefined() && leaves.IsScalar() && leaves.as<bool>();
    out += std::string(", {") + (always ? "true" : "false") + ", " + (always ? "{}" : list(leaves)) + "}";
    for (std::size_t i = 1; i < kWordLists.size(); ++i) out += ", " + list(node(kWordLists[i]));
    bool has_tool = std::any_of(entry.keys.begin(), entry.keys.end(), [](const auto& key) {
      return listed(kToolFlags, key.first) || listed(kToolKeys, key.first) || is_deed(key.first);
    });
    return out + (has_tool ? ", &" + tool(entry) : ", nullptr") + "},\n";
  }

  std::string list(const YAML::Node& node) {
    if (!node.IsDefined() || node.IsNull()) return "{}";
    return constants_.texts(node.IsScalar() ? Strings{node.as<std::string>()} : node.as<Strings>());
  }

  const std::string& definitions() const { return constants_.definitions(); }

  static bool is_deed(const std::string& key) {
    return listed(kDeedFlags, key) || listed(kDeedLists, key) || key == "operands" || key == "installs";
  }

 private:
  static bool is_true(const YAML::Node& node) {
    return node.IsDefined() && !node.IsNull() && node.as<bool>();
  }

  std::string builtin(const YAML::Node& node) {
    if (!node.IsDefined() || node.IsNull()) return "Builtin::kNo";
    auto text = node.as<std::string>();
    if (text != "stateless" && text != "stateful") fail(file_, node.Mark(), "stateless or stateful");
    return enumerator("Builtin", text);
  }

  std::string one_of(const std::string& type, const Strings& names, const YAML::Node& node,
                     const std::string& text) {
    if (!listed(names, text)) fail(file_, node.Mark(), "'" + text + "' is no " + type);
    return enumerator(type, text);
  }

  std::string role(const YAML::Node& node) { return one_of("Role", kRoles, node, node.as<std::string>()); }

  std::string deeds(const std::map<std::string, YAML::Node>& keys) {
    auto at = [&](const std::string& key) {
      auto found = keys.find(key);
      return found == keys.end() ? YAML::Node() : found->second;
    };
    auto has = [&](const std::string& key) { return keys.contains(key); };
    std::string out = std::string("{") + (has("operands") ? "true" : "false");
    for (const std::string& flag : kDeedFlags) out += ", " + truth(is_true(at(flag)));
    out += ", " + (has("installs")
                       ? one_of("Installs", kInstalls, at("installs"), at("installs").as<std::string>())
                       : std::string("Installs::kNothing"));
    YAML::Node operands = at("operands");
    std::string rest = "Role::kText";
    std::string first;
    std::string last;
    if (has("operands") && operands.IsScalar()) rest = role(operands);
    if (has("operands") && operands.IsMap()) {
      for (const auto& field : operands) {
        auto key = field.first.as<std::string>();
        if (key != "first" && key != "rest" && key != "last")
          fail(file_, field.first.Mark(), "first, rest or last");
        (key == "first" ? first : key == "rest" ? rest : last) = role(field.second);
      }
    }
    out += ", " + (first.empty() ? rest : first) + ", " + rest + ", " + (last.empty() ? rest : last);
    for (const std::string& key : kDeedLists) {
      if (key.ends_with("caches") && has(key)) check_caches(at(key));
      out += ", " + list(at(key));
    }
    return "&" + constants_.define("Deeds", " = " + out + "}");
  }

  void check_caches(const YAML::Node& node) {
    for (const auto& name : node) {
      if (!caches_.contains(name.as<std::string>())) fail(file_, name.Mark(), "no cache of this name");
    }
  }

  // As find_option looks for them: most comparisons are then of sizes alone.
  struct BySize {
    bool operator()(const std::string& a, const std::string& b) const {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    }
  };

  // Names of a tool's options.
  struct Spellings {
    std::map<std::string, std::size_t, BySize> option;  // number of the option that each names
    Strings patterns;
    std::size_t options = 0;

    bool add(const std::string& name) {
      if (name == "-#" || name.back() == '*') patterns.push_back(name);
      return option.emplace(name, options).second;
    }
  };

  std::string spelling(const Spellings& known, const std::string& name) {
    return "{" + literal(name) + ", " + std::to_string(known.option.at(name)) + "}, ";
  }

  // "--output -o =write !first"
  std::string option(const YAML::Node& node, Spellings& known) {
    std::istringstream tokens(node.as<std::string>());
    Strings names;
    std::string value = "kNever";
    std::string role = "text";
    std::set<std::string> marks;
    for (std::string token; tokens >> token;) {
      if (token[0] == '-' || token[0] == '+') {
        names.push_back(token);
        if (!known.add(token)) fail(file_, node.Mark(), "option '" + token + "' is listed twice");
      } else if (token[0] == '=') {
        char form = token.size() > 1 ? token[1] : '\0';
        value = form == '?' ? "kAttached" : form == '#' ? "kNumber" : "kNeeded";
        std::string given = token.substr(form == '?' || form == '#' ? 2 : 1);
        if (!given.empty()) role = given;
      } else if (token == "!first" || token == "!last" || token == "!no-cache" || token == "!asks") {
        marks.insert(token);
      } else {
        fail(file_, node.Mark(), "'" + token + "' in an option");
      }
    }
    if (names.empty()) fail(file_, node.Mark(), "an option needs a name");
    ++known.options;
    auto mark = [&](const char* text) { return marks.contains(text) ? ", true" : ", false"; };
    return "{" + constants_.texts(names) + ", OptionFacts::Value::" + value + ", " +
           one_of("Role", kRoles, node, role) + mark("!first") + mark("!last") + mark("!no-cache") +
           mark("!asks") + "}, ";
  }

  // Lists of options may hold lists, so that YAML's aliases can be used for common ones.
  void options(const YAML::Node& node, std::string& items, Spellings& known) {
    if (!node.IsDefined() || node.IsNull()) return;
    for (const auto& each : node) {
      if (each.IsSequence()) {
        options(each, items, known);
      } else {
        items += option(each, known);
      }
    }
  }

  std::string verb(const std::string& name, const YAML::Node& node) {
    std::map<std::string, YAML::Node> keys;
    Strings spelled = {name};
    std::string kind = "VerbKind::kOther";
    for (const auto& field : node) {
      auto key = field.first.as<std::string>();
      if (key == "kind") {
        kind = one_of("VerbKind", kKinds, field.second, field.second.as<std::string>());
      } else if (key == "names") {
        for (const auto& each : field.second) spelled.push_back(each.as<std::string>());
      } else if (is_deed(key)) {
        keys.emplace(key, field.second);
      } else {
        fail(file_, field.first.Mark(), "unknown key '" + key + "' of a verb");
      }
    }
    std::string items;
    for (const std::string& each : spelled) {
      items += "{" + literal(name) + ", " + literal(each) + ", " + kind + ", " + deeds(keys) + "}, ";
    }
    return items;
  }

  std::string tool(const Entry& entry) {
    auto at = [&](const std::string& key) {
      auto found = entry.keys.find(key);
      return found == entry.keys.end() ? YAML::Node() : found->second;
    };
    auto text = [&](const std::string& key) {
      return entry.keys.contains(key) ? literal(at(key).as<std::string>()) : std::string("{}");
    };
    Spellings known;
    std::string option_items;
    options(at("options"), option_items, known);
    for (const char* always : {"--help", "--version"}) {
      if (!known.add(always)) continue;
      ++known.options;
      option_items += "{" + constants_.texts({always}) +
                      ", OptionFacts::Value::kNever, Role::kText, false, false, false, true}, ";
    }
    std::string spellings;
    for (const auto& each : known.option) spellings += spelling(known, each.first);
    std::string patterns;
    for (const std::string& name : known.patterns) patterns += spelling(known, name);
    std::string verb_items;
    bool word_verbs = false;
    if (entry.keys.contains("verbs")) {
      for (const auto& each : at("verbs")) {
        auto name = each.first.as<std::string>();
        word_verbs |= name[0] != '-';
        if (name[0] == '-' && !known.option.contains(name))
          fail(file_, each.first.Mark(), "a verb that is no option");
        verb_items += verb(name, each.second);
      }
    }
    std::string out = " = {" + text("manager");
    for (const std::string& flag : kToolFlags) out += ", " + truth(is_true(at(flag)));
    out += ", " +
           (entry.keys.contains("words-before") ? at("words-before").as<std::string>() : std::string("0"));
    out += ", " + text("default-verb") + ", ";
    bool any = entry.keys.contains("unlisted-verb");
    word_verbs |= any;
    out += any ? one_of("VerbKind", kKinds, at("unlisted-verb"), at("unlisted-verb").as<std::string>())
               : std::string("VerbKind::kOther");
    out += word_verbs ? ", true" : ", false";
    out += any ? ", true, " : ", false, ";
    out += list(at("no-cache-environment")) + ", ";
    out += constants_.array("OptionFacts", option_items) + ", " + constants_.array("Spelling", spellings) +
           ", " + constants_.array("Spelling", patterns) + ", " + constants_.array("VerbFacts", verb_items) +
           ", " + deeds(entry.keys) + "}";
    return constants_.define("ToolFacts", out);
  }

  std::set<std::string> caches_;
  std::string file_;
  Constants constants_;
};

bool is_key(const std::string& key) {
  return key == "builtin" || listed(kFlags, key) || listed(kWordLists, key) || listed(kToolFlags, key) ||
         listed(kToolKeys, key) || Writer::is_deed(key);
}

void read_entry(const std::string& file, const YAML::Node& node, std::map<std::string, Entry>& entries) {
  if (!node["names"]) fail(file, node.Mark(), "an entry needs 'names'");
  for (const auto& name : node["names"]) {
    Entry& entry = entries[name.as<std::string>()];
    for (const auto& field : node) {
      auto key = field.first.as<std::string>();
      if (key == "names") continue;
      if (!is_key(key)) fail(file, field.first.Mark(), "unknown key '" + key + "'");
      if (listed(kToolKeys, key) || entry.file.empty()) entry.file = file;
      if (!entry.keys.emplace(key, field.second).second) {
        fail(file, field.first.Mark(), "'" + key + "' of '" + name.as<std::string>() + "' is given twice");
      }
    }
  }
}

struct Knowledge {
  std::map<std::string, Entry> entries;
  std::map<std::string, YAML::Node> caches;
};

void read(const std::string& file, const YAML::Node& root, Knowledge& knowledge) {
  for (const auto& node : root) {
    if (node["cache"]) {
      knowledge.caches.emplace(node["cache"].as<std::string>(), node["paths"]);
    } else {
      read_entry(file, node, knowledge.entries);
    }
  }
}

void write(std::ostream& out, const Knowledge& knowledge) {
  std::set<std::string> names;
  for (const auto& [name, paths] : knowledge.caches) names.insert(name);
  Writer writer(names);
  std::string commands;
  std::string caches;
  for (const auto& [name, entry] : knowledge.entries) commands += writer.command(name, entry);
  for (const auto& [name, paths] : knowledge.caches)
    caches += "    {" + literal(name) + ", " + writer.list(paths) + "},\n";
  out << "#include \"dockhone/model/commands.h\"\n\nnamespace dockhone::model {\n\nnamespace {\n\n"
      << writer.definitions() << "\nconstexpr CommandFacts kCommands[] = {\n"
      << commands << "};\n\nconstexpr CacheFacts kCaches[] = {\n"
      << caches << "};\n\n}  // namespace\n\nstd::span<const CommandFacts> commands() { return kCommands; }\n"
      << "std::span<const CacheFacts> caches() { return kCaches; }\n\n}  // namespace dockhone::model\n";
}

}  // namespace

int main(int argc, char** argv) { return run<Knowledge>(argc, argv, read, write); }
