// Reading YAML that people write: every mistake has its place. Used by readers that throw Wrong; nothing is
// thrown across read().
#pragma once

#include <yaml-cpp/yaml.h>

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "failure.h"

namespace dockhone::app::yaml {

struct Wrong {
  YAML::Mark mark;
  Error error;
};

[[noreturn]] void wrong(const YAML::Mark& mark, std::string message, std::string help = {});
[[noreturn]] void unknown_key(const YAML::Node& key, std::string_view of,
                              std::span<const std::string_view> known);
const std::string& scalar(const YAML::Node& node, std::string_view what);
// The pairs of a mapping, in order; keys are scalars and occur once.
std::vector<std::pair<YAML::Node, YAML::Node>> pairs(const YAML::Node& node, std::string_view what);

template <class T>
T must(tl::expected<T, Error> value, const YAML::Node& node) {
  if (value) return *value;
  throw Wrong{node.Mark(), value.error()};
}

// One document; `take` may throw Wrong.
Expected<bool> read(const std::string& path, std::string_view text,
                    const std::function<void(const YAML::Node&)>& take);

}  // namespace dockhone::app::yaml
