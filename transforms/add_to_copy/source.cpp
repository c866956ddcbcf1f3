#include "source.h"

#include <optional>

#include "transforms/shared/lists.h"

namespace dockhone::transforms::add_to_copy {

namespace {

bool named_as_archive(std::string_view base) {
  for (std::string_view ending : lists::kArchiveEndings) {
    if (base.size() < ending.size()) continue;
    std::string_view tail = base.substr(base.size() - ending.size());
    bool same = true;
    for (std::size_t i = 0; i < tail.size(); ++i) {
      char c = tail[i] >= 'A' && tail[i] <= 'Z' ? static_cast<char>(tail[i] + ('a' - 'A')) : tail[i];
      same &= c == ending[i];
    }
    if (same) return true;
  }
  return false;
}

// https://..., git@host:path, github.com/owner/name. Says yes too often rather than too seldom.
bool is_remote(std::string_view name) {
  bool scp = name.find('@') != std::string_view::npos && name.find(':') != std::string_view::npos;
  return scp || name.find("://") != std::string_view::npos || name.starts_with("github.com/");
}

std::string_view last_part(std::string_view path) {
  auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// Whatever the variable behind it holds, a name with this before it is a path.
bool begins_as_path(std::string_view text) {
  return text.find('/') != std::string_view::npos && text.find_first_of(":@*?[\\") == std::string_view::npos;
}

// What the build context says; nullopt where it does not know.
std::optional<Source> in_context(std::string_view name, const rewrite::Facts& facts) {
  bool plain = name.find_first_of("$*?[\\\"'") == std::string_view::npos;
  const model::Context::Entry* entry =
      facts.context != nullptr && plain ? facts.context->find(name) : nullptr;
  if (entry == nullptr) return std::nullopt;
  if (entry->kind == model::Context::Kind::kDirectory) return Source::kPlain;
  if (entry->kind != model::Context::Kind::kFile || !entry->packed) return std::nullopt;
  return *entry->packed ? Source::kArchive : Source::kPlain;
}

}  // namespace

Source classify(std::string_view name, const rewrite::Facts& facts) {
  if (name.empty()) return Source::kUnknown;
  if (is_remote(name)) return Source::kRemote;
  if (auto known = in_context(name, facts)) return *known;
  std::string_view base = last_part(name);
  if (auto variable = name.find('$'); variable != std::string_view::npos) {
    // The end of the name is literal behind the last dot, and its beginning makes it a path: no value
    // matters.
    auto dot = base.rfind('.');
    bool literal_end =
        dot != std::string_view::npos && base.find_first_of("$}*?[", dot) == std::string_view::npos;
    bool known = literal_end && begins_as_path(name.substr(0, variable)) && never_archive(base.substr(dot));
    return known ? Source::kPlain : Source::kVariable;
  }
  if (name.find_first_of("*?[") != std::string_view::npos) {
    auto special = base.find_last_of("*?[]");
    auto dot = base.rfind('.');
    bool literal_end = dot != std::string_view::npos && (special == std::string_view::npos || special < dot);
    return literal_end && never_archive(base.substr(dot)) ? Source::kPlain : Source::kGlob;
  }
  if (base == "." || base == "..") return Source::kPlain;
  if (base.empty()) {
    std::string_view directory = name;
    while (directory.ends_with('/')) directory.remove_suffix(1);
    return named_as_archive(last_part(directory)) ? Source::kUnknown : Source::kPlain;
  }
  if (never_archive(base)) return Source::kPlain;
  return named_as_archive(base) ? Source::kArchive : Source::kUnknown;
}

}  // namespace dockhone::transforms::add_to_copy
