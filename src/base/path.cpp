#include "dockhone/base/path.h"

#include <algorithm>
#include <vector>

namespace dockhone {

namespace {

// Neither empty parts nor "." nor "..", as nearly all paths are; no slash at the end but that of the root.
bool is_normal(std::string_view path) {
  if (path == "/") return true;
  if (path.empty() || path.back() == '/') return false;
  std::size_t part = path.front() == '/' ? 1 : 0;
  for (;;) {
    std::size_t slash = path.find('/', part);
    std::size_t size = std::min(slash, path.size()) - part;
    bool dots = size <= 2 && path.substr(part, size).find_first_not_of('.') == std::string_view::npos;
    if (dots) return false;
    if (slash == std::string_view::npos) return true;
    part = slash + 1;
  }
}

}  // namespace

std::string normal_path(std::string_view path) {
  if (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  if (is_normal(path)) return std::string(path);
  bool absolute = path.starts_with('/');
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= path.size();) {
    std::size_t slash = std::min(path.find('/', at), path.size());
    std::string_view part = path.substr(at, slash - at);
    at = slash + 1;
    if (part.empty() || part == ".") continue;
    bool up = part == "..";
    bool known_above = !parts.empty() && parts.back() != ".." && (absolute || parts.back() != "~");
    if (up && known_above) {
      parts.pop_back();
    } else if (!up || !absolute) {
      parts.push_back(part);
    }
  }
  std::string out = absolute ? "/" : "";
  for (std::string_view part : parts) {
    if (!out.empty() && out.back() != '/') out += '/';
    out += part;
  }
  return out.empty() ? "." : out;
}

std::string joined_path(std::string_view directory, std::string_view path) {
  if (path.starts_with('/')) return normal_path(path);
  std::string joined;
  joined.reserve(directory.size() + 1 + path.size());
  joined.append(directory);
  if (directory != "/") joined += '/';
  joined.append(path);
  return is_normal(joined) ? joined : normal_path(joined);
}

bool is_within(std::string_view path, std::string_view directory) {
  if (directory == "/" || path == directory) return true;
  return path.size() > directory.size() && path.starts_with(directory) && path[directory.size()] == '/';
}

}  // namespace dockhone
