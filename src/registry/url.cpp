#include "url.h"

#include <algorithm>
#include <array>

namespace dockhone::registry {

namespace {

bool is_visible(char c) { return c > ' ' && c < 0x7f; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_host(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']') && host.size() > 3) {
    host = host.substr(1, host.size() - 2);
    return host.find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
  }
  return !host.empty() &&
         host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string_view::npos;
}

}  // namespace

std::string Url::text() const { return (tls ? "https://" : "http://") + host + ':' + port + path; }

std::optional<Url> parse_url(std::string_view text) {
  if (text.size() > 8192 || !std::all_of(text.begin(), text.end(), is_visible)) return std::nullopt;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const auto scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  std::string scheme(text.substr(0, scheme_end));
  std::transform(scheme.begin(), scheme.end(), scheme.begin(), lower);
  if (scheme != "http" && scheme != "https") return std::nullopt;
  text.remove_prefix(scheme_end + 3);
  const auto end = std::min(text.find_first_of("/?#\\"), text.size());
  std::string authority(text.substr(0, end));
  std::transform(authority.begin(), authority.end(), authority.begin(), lower);
  Url url;
  url.tls = scheme == "https";
  url.port = url.tls ? "443" : "80";
  const auto colon = authority.rfind(':');
  if (colon != std::string::npos && authority.find(']', colon) == std::string::npos) {
    url.port = authority.substr(colon + 1);
    authority.resize(colon);
  }
  if (!is_host(authority) || url.port.empty() || url.port.size() > 5 ||
      !std::all_of(url.port.begin(), url.port.end(), is_digit))
    return std::nullopt;
  url.host = std::move(authority);
  auto path = text.substr(end);
  path = path.substr(0, path.find('#'));
  if (path.starts_with('\\')) return std::nullopt;
  url.path = path.starts_with('/') ? std::string(path) : '/' + std::string(path);
  return url;
}

std::optional<Url> resolve_url(const Url& base, std::string_view reference) {
  if (!reference.starts_with('/')) return parse_url(reference);
  if (reference.starts_with("//")) return std::nullopt;
  return parse_url((base.tls ? "https://" : "http://") + base.host + ':' + base.port +
                   std::string(reference));
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  if (!host.starts_with("127.")) return false;
  return host.find_first_not_of("0123456789.") == std::string_view::npos &&
         std::count(host.begin(), host.end(), '.') == 3;
}

}  // namespace dockhone::registry
