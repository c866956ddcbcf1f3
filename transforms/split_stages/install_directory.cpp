// Where a compiler with an install verb puts its results: the part of Outputs for `go install` and its like.
#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "dockhone/shell/parser.h"
#include "transforms/split_stages/outputs.h"

namespace dockhone::transforms::split_stages {

using model::Access;
using model::Arg;
using model::Call;
using model::Extent;
using model::PathEffect;
using model::VariableEffect;

namespace {

// NAME of a template that is ${NAME}; "" for another one.
std::string_view only_variable(std::string_view pattern) {
  bool whole = pattern.starts_with("${") && pattern.find('}') == pattern.size() - 1;
  return whole ? pattern.substr(2, pattern.size() - 3) : std::string_view();
}

std::string_view variable_in(std::string_view pattern) {
  return pattern.starts_with("${") ? pattern.substr(2, pattern.find('}') - 2) : std::string_view();
}

}  // namespace

bool Outputs::installs_anywhere(std::size_t run, std::uint32_t command) const {
  return std::find(anywhere_.begin(), anywhere_.end(), std::pair(run, command)) != anywhere_.end();
}

// The value that the RUN itself gives a variable for this command; nothing where that is not plain.
std::optional<std::string> Outputs::set_for(const Call& call, std::uint32_t command,
                                            std::string_view name) const {
  std::string_view script = call.invocation.script();
  for (const shell::Assignment& each : call.invocation.command().assignments) {
    if (each.name.in(script) == name && !each.append) return shell::static_value(each.value, script);
  }
  std::optional<std::string> value;
  bool again = false;
  for (const VariableEffect& each : effects_->variables) {
    if (each.name != name || each.use != VariableEffect::Use::kSets) continue;
    if (value || each.command > command) again = true;
    value = each.value;
  }
  std::string written = std::string(name) + '=';
  auto first = script.find(written);
  bool once = first != script.npos && script.find(written, first + 1) == script.npos;
  return once && !again ? value : std::nullopt;
}

std::optional<std::string> Outputs::install_directory(const Call& call, std::uint32_t command) const {
  const model::State& state = surroundings_.before(index_);
  auto absolute = [](const std::string& path) {
    return path.starts_with('/') && path.find(':') == std::string::npos;
  };
  auto is_set_here = [&](std::string_view name) {
    return !name.empty() && contains(call.invocation.script(), std::string(name) + '=');
  };
  for (std::string_view pattern : compiler_->directory) {
    std::string_view name = only_variable(pattern);
    if (name.empty()) continue;
    if (is_set_here(name)) {
      auto value = set_for(call, command, name);
      return value && absolute(*value) ? std::optional(normal_path(*value)) : std::nullopt;
    }
    syntax::Lookup found = state.lookup(name);
    if (found.state == syntax::Lookup::State::kUnknown) return std::nullopt;
    if (found.state == syntax::Lookup::State::kUnset || found.value.empty()) continue;
    std::string value(found.value);
    return absolute(value) ? std::optional(normal_path(value)) : std::nullopt;
  }
  for (const PathEffect& path : effects_->paths) {
    if (path.command != command || path.access != Access::kWrite || path.extent != Extent::kTree) continue;
    // A list of directories: it goes to the first.
    auto colon = path.path.find(':');
    if (path.path.starts_with('/') && path.path.ends_with("/bin"))
      return colon == std::string::npos ? path.path : path.path.substr(0, colon) + "/bin";
  }
  for (std::string_view pattern : compiler_->directory) {
    if (is_set_here(variable_in(pattern))) return std::nullopt;
    std::string directory = surroundings_.filled(pattern, state);
    if (absolute(directory)) return directory;
  }
  return std::nullopt;
}

void Outputs::installed(const Call& call, std::uint32_t command) {
  auto directory = install_directory(call, command);
  if (!directory) return anywhere_.emplace_back(index_, command), void();
  std::size_t first = all_.size();
  std::string where = directory_of(*effects_, command);
  auto operands = call.invocation.operands();
  auto any = [&](bool one) {
    add(*directory, true, false);
    all_.back().one = one;
    if (where.empty()) return;
    add(joined_path(*directory, base_name(where)), false, false);
    all_.back().guessed = true;
  };
  if (operands.empty()) any(true);
  for (const Arg* operand : operands) {
    std::string name = operand->known ? package_name(operand->text) : "";
    bool several = name.empty() || name.find("...") != std::string::npos;
    bool unnamed = several || name == "." || name == "..";
    unnamed ? any(!several) : add(joined_path(*directory, name), false, false);
  }
  for (std::size_t i = first; i < all_.size(); ++i) all_[i].put = true;
}

}  // namespace dockhone::transforms::split_stages
