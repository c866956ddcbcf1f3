#include "glob.h"

#include <vector>

namespace dockhone::app {

namespace {

// Prefixes of the path that the pattern so far can have matched: reached[i] stands for path[0, i).
using Reached = std::vector<bool>;

// Matches one character against a bracket expression; `next` is set behind it. False where there is none.
bool in_class(std::string_view pattern, std::size_t at, char c, std::size_t& next, bool& matched) {
  std::size_t i = at + 1;
  bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  std::size_t first = i;
  bool found = false;
  for (; i < pattern.size() && (pattern[i] != ']' || i == first); ++i) {
    if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
      found = found || (pattern[i] <= c && c <= pattern[i + 2]);
      i += 2;
    } else {
      found = found || pattern[i] == c;
    }
  }
  if (i >= pattern.size()) return false;
  next = i + 1;
  matched = found != negated && c != '/';
  return true;
}

void any_number(Reached& reached, std::string_view path, bool over_slashes) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (reached[i] && (over_slashes || path[i] != '/')) reached[i + 1] = true;
  }
}

// "**/": nothing, or any number of whole directories.
void any_directories(Reached& reached, std::string_view path) {
  bool before = false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    before = before || reached[i];
    if (before && path[i] == '/') reached[i + 1] = true;
  }
}

bool one_character(std::string_view pattern, std::size_t at, char c, std::size_t& next) {
  bool matched = false;
  if (pattern[at] == '[' && in_class(pattern, at, c, next, matched)) return matched;
  if (pattern[at] == '\\' && at + 1 < pattern.size()) {
    next = at + 2;
    return pattern[at + 1] == c;
  }
  next = at + 1;
  return pattern[at] == '?' ? c != '/' : pattern[at] == c;
}

Reached matched_prefixes(std::string_view pattern, std::string_view path) {
  Reached reached(path.size() + 1, false);
  reached[0] = true;
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern.substr(at).starts_with("**/") && (at == 0 || pattern[at - 1] == '/')) {
      any_directories(reached, path);
      at += 3;
    } else if (pattern[at] == '*') {
      bool over = pattern.substr(at).starts_with("**");
      any_number(reached, path, over);
      at += over ? 2 : 1;
    } else {
      Reached after(path.size() + 1, false);
      std::size_t next = at + 1;
      one_character(pattern, at, '\0', next);
      for (std::size_t i = 0; i < path.size(); ++i) {
        std::size_t ignored = 0;
        if (reached[i] && one_character(pattern, at, path[i], ignored)) after[i + 1] = true;
      }
      reached = std::move(after);
      at = next;
    }
  }
  return reached;
}

}  // namespace

bool glob_covers(std::string_view pattern, std::string_view path) {
  while (pattern.ends_with('/')) pattern.remove_suffix(1);
  if (pattern.empty()) return false;
  bool anywhere = pattern.find('/') == std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  for (std::size_t start = 0;;) {
    std::string_view rest = path.substr(start);
    Reached reached = matched_prefixes(pattern, rest);
    for (std::size_t i = 1; i <= rest.size(); ++i) {
      if (reached[i] && (i == rest.size() || rest[i] == '/')) return true;
    }
    std::size_t slash = anywhere ? path.find('/', start) : std::string_view::npos;
    if (slash == std::string_view::npos) return false;
    start = slash + 1;
  }
}

}  // namespace dockhone::app
