#include "transforms/split_stages/sources.h"

#include <algorithm>

#include "dockhone/base/path.h"

namespace dockhone::transforms::split_stages {

using syntax::Instruction;

namespace {

bool one_of(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool Sources::is_source(std::string_view path) const {
  std::string_view name = base_name(path);
  if (one_of(q_.stack.source_names, name)) return true;
  for (std::string_view ending : q_.stack.source_endings) {
    if (name.ends_with(ending)) return true;
  }
  for (std::string_view rest = path; !rest.empty();) {
    auto slash = rest.find('/');
    if (slash == std::string_view::npos) break;
    if (one_of(q_.stack.source_directories, rest.substr(0, slash))) return true;
    rest.remove_prefix(slash + 1);
  }
  return false;
}

bool Sources::only_sources(std::size_t index) const {
  const Instruction& copy = q_.model.document().instructions()[index];
  if (copy.flag("from") != nullptr || !copy.heredocs.empty() || copy.args.size() < 2) return false;
  for (std::size_t i = 0; i + 1 < copy.args.size(); ++i) {
    std::string_view word = copy.args[i].value;
    if (word.find("://") != std::string_view::npos || word.find('$') != std::string_view::npos) return false;
    std::string from = normal_path(word);
    if (from.starts_with('/')) from.erase(0, 1);
    bool named = word.back() != '/' && from != "." && is_source(from);
    if (named && (q_.context == nullptr || q_.context->find(from) == nullptr ||
                  q_.context->find(from)->kind == model::Context::Kind::kFile))
      continue;
    if (q_.context == nullptr || !q_.context->complete() || from.find_first_of("*?[") != std::string::npos)
      return false;
    const auto* entry = q_.context->find(from);
    auto below = q_.context->below(from.empty() ? "." : from);
    if (entry == nullptr && below.empty()) return false;
    if (entry != nullptr && entry->kind != model::Context::Kind::kDirectory && !is_source(from)) return false;
    for (const auto& each : below) {
      if (each.kind != model::Context::Kind::kDirectory && !is_source(each.path)) return false;
    }
  }
  return true;
}

}  // namespace dockhone::transforms::split_stages
