// Build-time program: transforms/knowledge/stacks/*.yaml -> the tables behind
// transforms/split_stages/stack.h. packages.yaml holds what packages are for; every other file is one stack.
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "dockhone/base/generator.h"

namespace {

using namespace dockhone::generator;

struct Knowledge {
  Constants constants;
  std::string stacks;
  std::string packages;
};

// One field after another, each with a default; what is left over is an error.
class Fields {
 public:
  Fields(const std::string& file, const YAML::Node& node) : file_(file), node_(node) {}
  ~Fields() {
    for (const auto& field : node_) {
      if (!seen_.contains(field.first.Scalar())) unknown_key(file_, field.first);
    }
  }

  std::string word(const std::string& key) { return literal(raw(key)); }
  std::string raw(const std::string& key) {
    seen_.insert(key);
    return node_[key] ? node_[key].as<std::string>() : "";
  }
  Texts list(const std::string& key) {
    seen_.insert(key);
    return node_[key] && node_[key].size() > 0 ? texts(file_, node_[key]) : Texts();
  }
  YAML::Node node(const std::string& key) {
    seen_.insert(key);
    return node_[key] ? node_[key] : YAML::Node(YAML::NodeType::Map);
  }

 private:
  const std::string& file_;
  YAML::Node node_;
  std::set<std::string> seen_;
};

// "1.2.0 wheezy, 1.2.2 jessie"
std::string built(Constants& constants, const std::string& text) {
  std::string items;
  std::istringstream in(text);
  for (std::string pair; std::getline(in, pair, ',');) {
    std::istringstream words(pair);
    std::string version, release;
    words >> version >> release;
    items += "{" + literal(version) + ", " + literal(release) + "}, ";
  }
  return constants.array("Built", items);
}

Texts installs(Fields& f) {
  Texts words = f.list("install-verbs");
  for (const std::string& option : f.list("install-options")) words.push_back(option);
  return words;
}

std::string compilers(const std::string& file, const YAML::Node& node, Constants& constants) {
  std::string items;
  for (const auto& each : node) {
    Fields f(file, each);
    items += "{" + f.word("program") + ", " + f.word("through") + ", " + constants.texts(f.list("build")) +
             ", " + constants.texts(f.list("install")) + ", " + f.word("output") + ", " +
             constants.texts(f.list("directory")) + ", " + constants.texts(f.list("without")) + ", " +
             f.word("fallback") + ", " + truth(f.raw("operands") == "packages") + ", " +
             truth(f.raw("tree") == "true") + ", " + constants.texts(installs(f)) + ", " +
             constants.texts(f.list("prefixes")) + ", " + constants.texts(f.list("configures")) + ", " +
             f.word("default-prefix") + "}, ";
  }
  return constants.array("Compiler", items);
}

std::string images(const std::string& file, const YAML::Node& node, Constants& constants) {
  std::string items;
  for (const auto& each : node) {
    Fields f(file, each);
    Fields runtime(file, f.node("runtime"));
    Fields releases(file, f.node("releases"));
    Fields alpine(file, f.node("alpine-files"));
    items += "{" + f.word("image") + ", " + constants.texts(f.list("environment")) + ", " +
             constants.texts(f.list("variables")) + ", " + constants.texts(f.list("files")) + ", " +
             runtime.word("debian") + ", " + runtime.word("alpine") + ", " +
             built(constants, releases.raw("debian")) + ", " + built(constants, releases.raw("alpine")) +
             ", " + alpine.word("path") + ", " + alpine.word("since") + ", " + alpine.word("until") + ", " +
             truth(f.raw("links") == "true") + "}, ";
  }
  return constants.array("BuilderImage", items);
}

void read_stack(const std::string& file, const YAML::Node& root, Knowledge& knowledge) {
  Constants& c = knowledge.constants;
  Fields f(file, root);
  Fields sources(file, f.node("sources"));
  Fields packages(file, f.node("packages"));
  knowledge.stacks += "    {" + f.word("name") + ", " + compilers(file, f.node("compilers"), c) + ", " +
                      c.texts(f.list("tools")) + ", " + c.texts(f.list("toolchain")) + ", " +
                      c.texts(f.list("toolchain-variables")) + ", " + c.texts(f.list("build-only")) + ", " +
                      c.texts(f.list("downloads")) + ", " + c.texts(sources.list("endings")) + ", " +
                      c.texts(sources.list("names")) + ", " + c.texts(sources.list("directories")) + ", " +
                      c.texts(f.list("libraries")) + ", " + c.texts(packages.list("apt")) + ", " +
                      c.texts(packages.list("apk")) + ", " + images(file, f.node("images"), c) + "},\n";
}

// Package: [run-time packages] | [] | { first-release: [..], ... }, in order of releases.
std::string counterparts(const std::string& file, const YAML::Node& node, Constants& constants) {
  std::map<std::string, std::string> rows;
  auto list = [&](const YAML::Node& names) {
    return names.IsSequence() && names.size() == 0 ? std::string("{}") : constants.texts(texts(file, names));
  };
  for (const auto& entry : node) {
    auto name = entry.first.as<std::string>();
    std::string& row = rows[name];
    if (!row.empty()) fail(file, entry.first.Mark(), "'" + name + "' stands here twice");
    if (entry.second.IsSequence()) row = "{" + literal(name) + ", \"\", " + list(entry.second) + "}, ";
    if (!entry.second.IsMap()) continue;
    for (const auto& since : entry.second)
      row += "{" + literal(name) + ", " + literal(since.first.as<std::string>()) + ", " + list(since.second) +
             "}, ";
  }
  std::string items;
  for (const auto& [name, row] : rows) items += row;
  return constants.array("Counterpart", items);
}

std::string programs(const std::string& file, const YAML::Node& node, Constants& constants) {
  std::string items;
  for (const auto& entry : node)
    items += "{" + literal(entry.first.as<std::string>()) + ", " +
             constants.texts(texts(file, entry.second)) + "}, ";
  return constants.array("Provided", items);
}

void read_packages(const std::string& file, const YAML::Node& root, Knowledge& knowledge) {
  for (const auto& manager : root) {
    Fields f(file, manager.second);
    Texts build_only = f.list("build-only");
    std::sort(build_only.begin(), build_only.end());
    knowledge.packages += "    {" + literal(manager.first.as<std::string>()) + ", " +
                          knowledge.constants.texts(build_only) + ", " +
                          knowledge.constants.texts(f.list("doubtful")) + ", " +
                          knowledge.constants.texts(f.list("common")) + ", " +
                          counterparts(file, f.node("at-run-time"), knowledge.constants) + ", " +
                          programs(file, f.node("programs"), knowledge.constants) + "},\n";
  }
}

void read(const std::string& file, const YAML::Node& root, Knowledge& knowledge) {
  file.ends_with("packages.yaml") ? read_packages(file, root, knowledge) : read_stack(file, root, knowledge);
}

void write(std::ostream& out, const Knowledge& knowledge) {
  out << "#include \"transforms/split_stages/stack.h\"\n\nnamespace dockhone::transforms::split_stages "
         "{\nnamespace "
         "{\n\n"
      << knowledge.constants.definitions() << "\nconstexpr Stack kStacks[] = {\n"
      << knowledge.stacks << "};\n\nconstexpr PackageKnowledge kPackages[] = {\n"
      << knowledge.packages << "};\n\n}  // namespace\n\n"
      << "std::span<const Stack> stacks() { return kStacks; }\n"
      << "std::span<const PackageKnowledge> package_knowledge() { return kPackages; }\n\n"
         "}  // namespace dockhone::transforms::split_stages\n";
}

}  // namespace

int main(int argc, char** argv) { return run<Knowledge>(argc, argv, read, write); }
