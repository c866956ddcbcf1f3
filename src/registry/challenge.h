// WWW-Authenticate.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace dockhone::registry {

struct Challenge {
  enum class Scheme { kNone, kBasic, kBearer };
  Scheme scheme = Scheme::kNone;
  std::string realm;
  std::string service;
};

// One header's value, which may hold several challenges: Bearer goes before Basic. nullopt: neither is there.
std::optional<Challenge> parse_challenge(std::string_view value);

}  // namespace dockhone::registry
