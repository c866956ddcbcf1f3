#include "dockhone/rewrite/change.h"

#include <array>

namespace dockhone::rewrite {

namespace {
constexpr std::array<std::string_view, 3> kNames = {"safe", "review", "suggest"};
}

constexpr std::array<std::string_view, 11> kDifferences = {
    "words", "order",       "added-command", "dropped-command", "place", "directory",
    "base",  "cache-mount", "config",        "owner",           "split"};

std::string_view name(Difference::Kind kind) { return kDifferences[static_cast<std::size_t>(kind)]; }

std::optional<Difference::Kind> parse_difference(std::string_view text) {
  for (std::size_t i = 0; i < kDifferences.size(); ++i) {
    if (kDifferences[i] == text) return static_cast<Difference::Kind>(i);
  }
  return std::nullopt;
}

std::string_view name(Risk risk) { return kNames[static_cast<std::size_t>(risk)]; }

std::optional<Risk> parse_risk(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == text) return static_cast<Risk>(i);
  }
  return std::nullopt;
}

}  // namespace dockhone::rewrite
