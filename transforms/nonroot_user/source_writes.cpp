#include "source_writes.h"

#include <algorithm>

#include "chain.h"
#include "dockhone/base/contains.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

namespace {

bool is_source(std::string_view path) {
  return std::any_of(lists::kSourceEndings.begin(), lists::kSourceEndings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

// What it is compiled into, or an archive of it: nobody can tell what is in there.
bool is_compiled(std::string_view path) {
  return std::any_of(lists::kCompiledEndings.begin(), lists::kCompiledEndings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

bool names_one(std::string_view text, const std::vector<std::string>& directories) {
  return std::any_of(directories.begin(), directories.end(), [&](const std::string& directory) {
    std::string name(base_name(directory));
    return contains(text, '"' + name) || contains(text, '\'' + name) || contains(text, '/' + name) ||
           contains(text, directory);
  });
}

}  // namespace

bool may_write(std::string_view text) {
  return std::any_of(lists::kWritingWords.begin(), lists::kWritingWords.end(),
                     [&](std::string_view word) { return contains(text, word); });
}

SourceWrites writes_of_source(const model::Context* context, const std::vector<std::string>& directories) {
  SourceWrites result;
  if (context == nullptr || !context->complete()) return result;
  bool named = false;
  for (const model::Context::Entry& entry : context->entries()) {
    if (entry.kind == model::Context::Kind::kLink || is_compiled(entry.path)) return result;
    if (entry.kind != model::Context::Kind::kFile || !is_source(entry.path)) continue;
    if (!entry.text) return result;
    if (!entry.path.ends_with(".sh")) ++result.files;  // a script may start what is not in the context
    if (!may_write(*entry.text)) continue;
    if (!names_one(*entry.text, directories)) return result;
    named = true;
  }
  if (result.files > 0) result.answer = named ? SourceWrites::Answer::kNamed : SourceWrites::Answer::kNowhere;
  return result;
}

}  // namespace dockhone::transforms::nonroot
