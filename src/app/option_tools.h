// What the parts of the command line's parser share.
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "failure.h"

namespace dockhone::app {

struct Usage {
  Error error;
};

[[noreturn]] inline void refuse(std::string message, std::string help = {}) {
  throw Usage{{ErrorKind::kUsage, std::move(message), std::move(help), {}}};
}

template <class T>
T must(tl::expected<T, Error> value, std::string_view flag) {
  if (value) return *value;
  refuse(std::string(flag) + ": " + value.error().message, value.error().help);
}

inline std::vector<std::string> split(const std::vector<std::string>& lists) {
  std::vector<std::string> out;
  for (const std::string& list : lists) {
    for (std::size_t at = 0; at <= list.size();) {
      std::size_t comma = std::min(list.find(',', at), list.size());
      if (comma > at) out.push_back(list.substr(at, comma - at));
      at = comma + 1;
    }
  }
  return out;
}

inline bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// One value each time, so that a file name behind it stays a file name; may be repeated.
inline CLI::Option* list(CLI::App& cmd, std::string name, std::vector<std::string>& values,
                         std::string about) {
  return cmd.add_option(name, values, about)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace dockhone::app
