#include "dockhone/image/reference.h"

#include <array>
#include <cstddef>

namespace dockhone::image {
namespace {

constexpr std::size_t kMaxPath = 255;
constexpr std::size_t kMaxTag = 128;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_alnum(char c) { return is_digit(c) || is_lower(c) || is_upper(c); }
constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

template <class Predicate>
constexpr bool all(std::string_view text, Predicate predicate) {
  for (const char c : text) {
    if (!predicate(c)) return false;
  }
  return true;
}

// Calls check for each part of text between separators; false as soon as one is refused.
template <class Check>
bool each_part(std::string_view text, char separator, Check check) {
  for (;;) {
    const auto at = text.find(separator);
    if (!check(text.substr(0, at))) return false;
    if (at == std::string_view::npos) return true;
    text.remove_prefix(at + 1);
  }
}

bool is_host_component(std::string_view part) {
  return !part.empty() && part.front() != '-' && part.back() != '-' &&
         all(part, [](char c) { return is_alnum(c) || c == '-'; });
}

bool is_host(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    const auto is_ipv6 = [](char c) { return is_hex(c) || (c >= 'A' && c <= 'F') || c == ':'; };
    return all(host.substr(1, host.size() - 2), is_ipv6);
  }
  return each_part(host, '.', is_host_component);
}

bool is_registry(std::string_view text) {
  const auto colon = text.rfind(':');
  const bool inside_brackets =
      colon != std::string_view::npos && text.find(']', colon) != std::string_view::npos;
  if (colon == std::string_view::npos || inside_brackets) return is_host(text);
  const auto port = text.substr(colon + 1);
  return !port.empty() && all(port, is_digit) && is_host(text.substr(0, colon));
}

// [a-z0-9]+ joined by one of: . _ __ or any number of dashes.
bool is_path_component(std::string_view part) {
  std::size_t at = 0;
  for (;;) {
    const auto begin = at;
    while (at < part.size() && (is_lower(part[at]) || is_digit(part[at]))) ++at;
    if (at == begin) return false;
    if (at == part.size()) return true;
    if (part[at] == '.') {
      ++at;
    } else if (part[at] == '_') {
      at += at + 1 < part.size() && part[at + 1] == '_' ? 2 : 1;
    } else if (part[at] == '-') {
      while (at < part.size() && part[at] == '-') ++at;
    } else {
      return false;
    }
  }
}

bool is_tag(std::string_view tag) {
  if (tag.empty() || tag.size() > kMaxTag || tag.front() == '.' || tag.front() == '-') return false;
  return all(tag, [](char c) { return is_alnum(c) || c == '_' || c == '.' || c == '-'; });
}

// The algorithms that the reference implementation registers; hex digits in lower case.
bool is_digest(std::string_view digest) {
  struct Algorithm {
    std::string_view prefix;
    std::size_t digits;
  };
  constexpr std::array<Algorithm, 3> kAlgorithms{{{"sha256:", 64}, {"sha384:", 96}, {"sha512:", 128}}};
  for (const auto& algorithm : kAlgorithms) {
    if (!digest.starts_with(algorithm.prefix)) continue;
    const auto digits = digest.substr(algorithm.prefix.size());
    return digits.size() == algorithm.digits && all(digits, is_hex);
  }
  return false;
}

// Length of the registry at the front of a reference, without its slash; 0 when it names none.
// A first component is a registry only when it cannot be a user's name on Docker Hub.
std::size_t registry_size(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return 0;
  const auto first = text.substr(0, slash);
  const bool named = first == "localhost" || first.find_first_of(".:") != std::string_view::npos ||
                     !all(first, [](char c) { return !is_upper(c); });
  return named ? slash : 0;
}

bool is_docker_hub(std::string_view registry) {
  return registry.empty() || registry == "docker.io" || registry == "index.docker.io";
}

Span span(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

std::string_view ImageRef::official() const {
  if (!is_docker_hub(registry)) return {};
  std::string_view name = repository;
  if (name.starts_with("library/")) name.remove_prefix(8);
  return name.find('/') == std::string_view::npos ? name : std::string_view();
}

std::optional<ImageRef> parse_reference(std::string_view text) {
  if (text.size() > UINT32_MAX) return std::nullopt;
  const auto host = registry_size(text);
  const auto path_begin = host == 0 ? 0 : host + 1;

  const auto at = text.find('@', path_begin);
  const auto named_end = at == std::string_view::npos ? text.size() : at;
  const auto colon = text.substr(0, named_end).find(':', path_begin);
  const auto path_end = colon == std::string_view::npos ? named_end : colon;

  const auto registry = text.substr(0, host);
  const auto path = text.substr(path_begin, path_end - path_begin);
  const auto implied = is_docker_hub(registry) && path.find('/') == std::string_view::npos;  // library/
  if (path.size() + (implied ? 8 : 0) > kMaxPath) return std::nullopt;
  if (!registry.empty() && !is_registry(registry)) return std::nullopt;
  if (!each_part(path, '/', is_path_component)) return std::nullopt;

  const bool has_tag = colon != std::string_view::npos;
  const auto tag = has_tag ? text.substr(colon + 1, named_end - colon - 1) : std::string_view();
  if (has_tag && !is_tag(tag)) return std::nullopt;
  const bool has_digest = at != std::string_view::npos;
  const auto digest = has_digest ? text.substr(at + 1) : std::string_view();
  if (has_digest && !is_digest(digest)) return std::nullopt;
  // 64 hex digits are an image's own identifier, which no registry name may look like.
  if (text.size() == 64 && all(text, is_hex)) return std::nullopt;

  ImageRef ref;
  ref.registry = registry;
  ref.repository = path;
  ref.tag = tag;
  ref.digest = digest;
  ref.name_span = span(0, path_end);
  if (has_tag) ref.tag_span = span(colon + 1, named_end);
  return ref;
}

}  // namespace dockhone::image
