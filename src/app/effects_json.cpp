#include "effects_json.h"

namespace dockhone::app {

namespace {

using model::Effects;
using report::JsonWriter;

void add_unknown(JsonWriter& json, std::uint8_t bits) {
  constexpr std::pair<std::uint8_t, std::string_view> kNames[] = {{model::kUnknownCommand, "command"},
                                                                  {model::kUnknownReads, "reads"},
                                                                  {model::kUnknownWrites, "writes"},
                                                                  {model::kUnknownEnvironment, "environment"},
                                                                  {model::kUnknownProcesses, "processes"}};
  json.key("unknown").begin_array();
  for (const auto& [bit, name] : kNames) {
    if ((bits & bit) != 0) json.string(name);
  }
  json.end_array();
}

void add_flags(JsonWriter& json, const Effects& effects) {
  add_unknown(json, effects.unknown);
  json.key("bounded").boolean(effects.bounded());
  json.key("convention").boolean(effects.convention);
  json.key("network").boolean(effects.network);
  json.key("root").boolean(effects.root);
  json.key("changes_accounts").boolean(effects.changes_accounts);
  json.key("leaves_process").boolean(effects.leaves_process);
  json.key("changes_directory").boolean(effects.changes_directory);
  json.key("directory");
  effects.directory ? json.string(*effects.directory) : json.null();
}

void add_commands(JsonWriter& json, const Effects& effects, const SourceMap& map) {
  json.key("commands").begin_array();
  for (const model::CommandEffect& command : effects.commands) {
    json.begin_object().key("program").string(command.program);
    if (!command.span.empty()) add_span(json, "span", map.source(command.span));
    add_unknown(json, command.unknown);
    if (command.convention) json.key("convention").boolean(true);
    if (!command.why.empty()) json.key("why").string(command.why);
    json.end_object();
  }
  json.end_array();
}

void end(JsonWriter& json, bool certain, std::uint32_t command) {
  if (certain) json.key("certain").boolean(true);
  json.key("command").number(command).end_object();
}

void add_paths(JsonWriter& json, const Effects& effects) {
  constexpr std::string_view kAccess[] = {"read", "write", "remove"};
  constexpr std::string_view kExtent[] = {"exact", "tree", "glob", "unknown"};
  constexpr std::string_view kPlace[] = {"image", "context", "other"};
  json.key("paths").begin_array();
  for (const model::PathEffect& path : effects.paths) {
    json.begin_object().key("path").string(path.path);
    json.key("access").string(kAccess[static_cast<std::size_t>(path.access)]);
    json.key("extent").string(kExtent[static_cast<std::size_t>(path.extent)]);
    if (path.place != model::Place::kImage)
      json.key("place").string(kPlace[static_cast<std::size_t>(path.place)]);
    end(json, path.certain, path.command);
  }
  json.end_array();
}

void add_packages(JsonWriter& json, const Effects& effects) {
  json.key("packages").begin_array();
  for (const model::PackageEffect& package : effects.packages) {
    json.begin_object().key("manager").string(package.manager).key("name").string(package.name);
    if (!package.version.empty()) json.key("version").string(package.version);
    if (package.removed) json.key("removed").boolean(true);
    if (package.from_manifest) json.key("from_manifest").boolean(true);
    end(json, package.certain, package.command);
  }
  json.end_array();
}

void add_caches(JsonWriter& json, const Effects& effects) {
  constexpr std::string_view kUse[] = {"makes", "reads", "removes"};
  json.key("caches").begin_array();
  for (const model::CacheEffect& cache : effects.caches) {
    json.begin_object()
        .key("cache")
        .string(cache.cache)
        .key("use")
        .string(kUse[static_cast<std::size_t>(cache.use)]);
    end(json, cache.certain, cache.command);
  }
  json.end_array();
}

void add_variables(JsonWriter& json, const Effects& effects) {
  constexpr std::string_view kUse[] = {"reads", "sets", "unsets"};
  json.key("variables").begin_array();
  for (const model::VariableEffect& variable : effects.variables) {
    json.begin_object()
        .key("name")
        .string(variable.name)
        .key("use")
        .string(kUse[static_cast<std::size_t>(variable.use)]);
    if (variable.value) json.key("value").string(*variable.value);
    if (variable.exported) json.key("exported").boolean(true);
    end(json, false, variable.command);
  }
  json.end_array();
}

}  // namespace

void add_effects(JsonWriter& json, const Effects& effects, const SourceMap& map) {
  json.begin_object();
  add_flags(json, effects);
  add_commands(json, effects, map);
  add_paths(json, effects);
  add_packages(json, effects);
  add_caches(json, effects);
  add_variables(json, effects);
  json.end_object();
}

}  // namespace dockhone::app
