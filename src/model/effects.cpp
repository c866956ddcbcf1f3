#include "dockhone/model/effects.h"

#include <algorithm>

#include "dockhone/base/path.h"

namespace dockhone::model {

namespace {

// One path component against a pattern with * and ?; [ ] is taken to match anything.
bool component_may_match(std::string_view pattern, std::string_view name) {
  if (pattern.find('[') != std::string_view::npos) return true;
  if (pattern.empty()) return name.empty();
  if (pattern[0] == '*') {
    for (std::size_t skip = 0; skip <= name.size(); ++skip) {
      if (component_may_match(pattern.substr(1), name.substr(skip))) return true;
    }
    return false;
  }
  return !name.empty() && (pattern[0] == '?' || pattern[0] == name[0]) &&
         component_may_match(pattern.substr(1), name.substr(1));
}

bool is_pattern(std::string_view text) { return text.find_first_of("*?[") != std::string_view::npos; }

std::string_view next_component(std::string_view& path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  std::string_view part = path.substr(0, path.find('/'));
  path.remove_prefix(part.size());
  return part;
}

// May one of the two, of which at least one is a pattern, name a path that holds or is the other? Component
// by component up to the end of the shorter one.
bool patterns_meet(std::string_view a, std::string_view b) {
  for (;;) {
    std::string_view left = next_component(a);
    std::string_view right = next_component(b);
    if (left.empty() || right.empty()) return true;
    bool both = is_pattern(left) && is_pattern(right);
    if (both) continue;
    bool meet = is_pattern(left)    ? component_may_match(left, right)
                : is_pattern(right) ? component_may_match(right, left)
                                    : left == right;
    if (!meet) return false;
  }
}

// Relative, or in a home directory that is not known: may be anywhere.
bool anywhere(const PathEffect& path) {
  return path.extent == Extent::kUnknown || !path.path.starts_with('/');
}

}  // namespace

bool overlap(const PathEffect& a, const PathEffect& b) {
  if (a.place != b.place) return false;
  if (a.place != Place::kImage) return true;
  if (anywhere(a) || anywhere(b)) return true;
  if (a.extent == Extent::kGlob || b.extent == Extent::kGlob) return patterns_meet(a.path, b.path);
  // A file is on the way to what is below it: making /a/b makes /a, removing /a removes /a/b.
  return is_within(a.path, b.path) || is_within(b.path, a.path);
}

bool Effects::bounded() const {
  return known() && std::none_of(paths.begin(), paths.end(), [](const PathEffect& path) {
           return path.place == Place::kImage && anywhere(path);
         });
}

bool Effects::may_read(std::string_view path) const {
  PathEffect asked{std::string(path), Access::kRead, Extent::kTree};
  return (unknown & kUnknownReads) != 0 ||
         std::any_of(paths.begin(), paths.end(), [&](const PathEffect& each) {
           return each.access == Access::kRead && overlap(each, asked);
         });
}

bool Effects::may_write(std::string_view path) const {
  PathEffect asked{std::string(path), Access::kWrite, Extent::kTree};
  return (unknown & kUnknownWrites) != 0 ||
         std::any_of(paths.begin(), paths.end(), [&](const PathEffect& each) {
           return each.access != Access::kRead && overlap(each, asked);
         });
}

bool Effects::uses(std::string_view cache, CacheEffect::Use use) const {
  return std::any_of(caches.begin(), caches.end(),
                     [&](const CacheEffect& each) { return each.cache == cache && each.use == use; });
}

bool independent(const Effects& a, const Effects& b) {
  if (!a.known() || !b.known()) return false;
  if (a.leaves_process || b.leaves_process || a.changes_directory || b.changes_directory) return false;
  if (a.changes_accounts && b.changes_accounts) return false;
  for (const PathEffect& left : a.paths) {
    for (const PathEffect& right : b.paths) {
      bool both_read = left.access == Access::kRead && right.access == Access::kRead;
      if (!both_read && overlap(left, right)) return false;
    }
  }
  auto sets = [](const VariableEffect& variable) { return variable.use != VariableEffect::Use::kReads; };
  for (const VariableEffect& left : a.variables) {
    for (const VariableEffect& right : b.variables) {
      if ((sets(left) || sets(right)) && left.name == right.name) return false;
    }
  }
  // Packages of one manager share its database, which the paths say; of different ones they may bring the
  // same files, which the paths say as well.
  return true;
}

}  // namespace dockhone::model
