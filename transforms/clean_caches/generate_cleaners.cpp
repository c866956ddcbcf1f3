// Build-time program: transforms/knowledge/cleaners/*.yaml -> cleaners() and mounts().
#include <map>
#include <string>

#include "dockhone/base/generator.h"

namespace {

using namespace dockhone::generator;

struct Tables {
  Constants constants;
  std::string cleaners;
  std::string mounts;
};

using Fields = std::map<std::string, YAML::Node>;

Fields fields_of(const std::string& file, const YAML::Node& node, bool mount) {
  Fields fields;
  for (const auto& field : node) {
    auto key = field.first.as<std::string>();
    bool common = key == "cache" || key == "path" || key == "program" || key == "needed" || key == "owner" ||
                  key == "variables";
    bool own = mount ? key == "target" || key == "off" : key == "command" || key == "files";
    if (!common && !own) unknown_key(file, field.first);
    fields.emplace(key, field.second);
  }
  for (const char* key : {"cache", "path", mount ? "target" : "command"}) {
    if (!fields.contains(key)) fail(file, node.Mark(), std::string("'") + key + "' is missing");
  }
  return fields;
}

std::string text(const Fields& fields, const std::string& key) {
  auto at = fields.find(key);
  return literal(at == fields.end() ? std::string() : at->second.as<std::string>());
}

// In the order of the fields of Cleaner.
std::string cleaner(const std::string& file, const Fields& fields, Tables& tables) {
  auto needed = fields.find("needed");
  auto owner = fields.find("owner");
  if (owner != fields.end() && owner->second.as<std::string>() != "user")
    fail(file, owner->second.Mark(), "the owner is the user, or not named");
  auto variables = fields.find("variables");
  Texts names = variables == fields.end() ? Texts() : texts(file, variables->second);
  return "{" + text(fields, "cache") + ", " + text(fields, "program") + ", " + text(fields, "command") +
         ", " + text(fields, "path") + ", " + truth(needed != fields.end() && needed->second.as<bool>()) +
         ", " + truth(owner == fields.end()) + ", " + text(fields, "files") + ", " +
         tables.constants.texts(names) + "}";
}

void read(const std::string& file, const YAML::Node& root, Tables& tables) {
  for (const auto& group : root) {
    auto key = group.first.as<std::string>();
    bool mount = key == "mounts";
    if (!mount && key != "cleaners") unknown_key(file, group.first);
    for (const auto& node : group.second) {
      Fields fields = fields_of(file, node, mount);
      if (!mount) {
        tables.cleaners += "    " + cleaner(file, fields, tables) + ",\n";
        continue;
      }
      tables.mounts += "    {" + cleaner(file, fields, tables) + ", " + text(fields, "target") + ", " +
                       text(fields, "off") + "},\n";
    }
  }
}

void write(std::ostream& out, const Tables& tables) {
  out << "#include \"transforms/clean_caches/mounts.h\"\n\nnamespace dockhone::transforms::clean_caches {\n"
         "namespace {\n\n"
      << tables.constants.definitions() << "\nconstexpr Cleaner kCleaners[] = {\n"
      << tables.cleaners << "};\n\nconstexpr Mount kMounts[] = {\n"
      << tables.mounts << "};\n\n}  // namespace\n\n"
      << "std::span<const Cleaner> cleaners() { return kCleaners; }\n"
      << "std::span<const Mount> mounts() { return kMounts; }\n\n"
      << "}  // namespace dockhone::transforms::clean_caches\n";
}

}  // namespace

int main(int argc, char** argv) { return run<Tables>(argc, argv, read, write); }
