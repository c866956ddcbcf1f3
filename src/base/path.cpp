#include "dockhone/base/path.h"

#include <algorithm>
#include <vector>

namespace dockhone {

std::string normal_path(std::string_view path) {
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
  return normal_path(std::string(directory) + '/' + std::string(path));
}

bool is_within(std::string_view path, std::string_view directory) {
  if (directory == "/" || path == directory) return true;
  return path.size() > directory.size() && path.starts_with(directory) && path[directory.size()] == '/';
}

}  // namespace dockhone
