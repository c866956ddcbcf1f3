// URLs, as far as a registry may name one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dockhone::registry {

struct Url {
  bool tls = true;
  std::string host;  // without port; IPv6 in brackets; in lower case
  std::string port;  // never empty
  std::string path;  // path and query, begins with a slash

  std::string text() const;
  bool same_origin(const Url& other) const {
    return tls == other.tls && host == other.host && port == other.port;
  }
};

// http and https only; no user, no control characters, no blanks.
std::optional<Url> parse_url(std::string_view text);
// What `reference` (a URL, or a path that begins with a slash) means on a page at `base`.
std::optional<Url> resolve_url(const Url& base, std::string_view reference);
// "127.0.0.1", "[::1]", "localhost": nothing leaves the machine.
bool is_loopback(std::string_view host);

}  // namespace dockhone::registry
