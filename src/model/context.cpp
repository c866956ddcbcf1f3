#include "dockhone/model/context.h"

#include <algorithm>
#include <utility>

#include "dockhone/model/build.h"

namespace dockhone::model {

namespace {

using syntax::Instruction;
using syntax::Keyword;

// Without "." parts, empty ones and a slash at either end; ".." climbs, and stays at the root.
std::string clean(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    std::size_t slash = path.find('/');
    std::string_view part = path.substr(0, slash);
    if (part == "..") {
      std::size_t cut = out.rfind('/');
      out.resize(cut == std::string::npos ? 0 : cut);
    } else if (!part.empty() && part != ".") {
      if (!out.empty()) out += '/';
      out += part;
    }
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return out;
}

// A source in the context that is written plainly, without its variables and patterns.
bool is_plain(std::string_view source) {
  return !source.empty() && !source.starts_with("<<") && source.find_first_of("$*?[\\\"'") == source.npos &&
         source.find("://") == source.npos && !source.starts_with("git@");
}

}  // namespace

Context::Context(std::vector<Entry> entries, bool complete)
    : entries_(std::move(entries)), complete_(complete) {
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.path < b.path; });
}

const Context::Entry* Context::find(std::string_view path) const {
  std::string wanted = clean(path);
  auto at = std::lower_bound(entries_.begin(), entries_.end(), wanted,
                             [](const Entry& entry, const std::string& name) { return entry.path < name; });
  return at != entries_.end() && at->path == wanted ? &*at : nullptr;
}

const std::string* Context::text(std::string_view path) const {
  const Entry* entry = find(path);
  return entry != nullptr && entry->text ? &*entry->text : nullptr;
}

std::span<const Context::Entry> Context::below(std::string_view directory) const {
  std::string prefix = clean(directory);
  if (prefix.empty()) return entries_;
  prefix += '/';
  auto before = [](const Entry& entry, const std::string& name) { return entry.path < name; };
  auto first = std::lower_bound(entries_.begin(), entries_.end(), prefix, before);
  prefix.back() = '/' + 1;
  auto last = std::lower_bound(first, entries_.end(), prefix, before);
  return {first, last};
}

bool says_nothing(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  for (std::string_view beginning : {".", "Dockerfile", "dockerfile", "Containerfile", "README", "LICENSE"}) {
    if (name.starts_with(beginning)) return true;
  }
  for (std::string_view ending : {"Dockerfile", ".dockerfile", ".md"}) {
    if (name.ends_with(ending)) return true;
  }
  return false;
}

std::vector<std::string> plain_sources(const BuildModel& model) {
  std::vector<std::string> sources;
  for (const Instruction& copy : model.document().instructions()) {
    bool copies = copy.keyword == Keyword::kCopy || copy.keyword == Keyword::kAdd;
    if (!copies || copy.flag("from") != nullptr || copy.args.size() < 2) continue;
    for (const syntax::Argument& arg : std::span(copy.args).first(copy.args.size() - 1)) {
      if (!is_plain(arg.value)) continue;
      std::string path = clean(arg.value);
      if (!path.empty()) sources.push_back(std::move(path));
    }
  }
  return sources;
}

bool fits(const Context& context, const BuildModel& model) {
  auto entries = context.entries();
  bool something = std::any_of(entries.begin(), entries.end(), [](const Context::Entry& entry) {
    return entry.kind != Context::Kind::kDirectory && !says_nothing(entry.path);
  });
  if (!something) return false;
  if (!context.complete()) return true;
  std::vector<std::string> sources = plain_sources(model);
  return std::all_of(sources.begin(), sources.end(),
                     [&](const std::string& source) { return context.find(source) != nullptr; });
}

}  // namespace dockhone::model
