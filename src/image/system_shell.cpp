// Which program /bin/sh is. A wrong answer is worse than none: callers then read a RUN in every dialect.
#include <algorithm>
#include <optional>

#include "dockhone/base/wildcard.h"
#include "dockhone/image/catalog.h"
#include "dockhone/image/tables.h"
#include "known_name.h"
#include "words.h"

namespace dockhone::image {
namespace {

using tables::view;

Spoken<SystemShell> words_of(std::string_view text) {
  return spoken(text, SystemShell::kNone, [](std::string_view word) -> std::optional<SystemShell> {
    const auto words = tables::kWords;
    const auto found = std::lower_bound(
        words.begin(), words.end(), word,
        [](const tables::Word& row, std::string_view wanted) { return view(row.text) < wanted; });
    if (found == words.end() || view(found->text) != word) return std::nullopt;
    return found->shell;
  });
}

SystemShell official_shell(std::string_view name, std::string_view tag) {
  if (const auto image = find_image(name)) {
    if (const auto entry = find_tag(*image, tag)) return entry->shell;
  }
  // A tag that was retired or never listed: its words, then what is known of the image's past.
  if (const auto words = words_of(tag); words.any) return words.shell;
  const auto rows = tables::kOfficialShells;
  const auto row = std::lower_bound(
      rows.begin(), rows.end(), name,
      [](const tables::OfficialShell& known, std::string_view wanted) { return view(known.name) < wanted; });
  if (row == rows.end() || view(row->name) != name) return SystemShell::kUnknown;
  for (const auto& pattern : tables::kPatterns.subspan(row->tags.first, row->tags.count)) {
    if (matches(view(pattern.text), tag)) return pattern.shell;
  }
  return row->older;
}

SystemShell other_shell(std::string_view name, std::string_view tag) {
  const auto words = words_of(tag);
  for (const auto& known : tables::kOthers) {
    if (matches(view(known.text), name)) return words.any ? words.shell : known.shell;
  }
  // Nobody knows whether an unknown image still has its distribution's /bin/sh; Alpine's is never replaced in
  // practice, because its package manager's scripts need it.
  if (words.any) {
    const bool believed = words.shell == SystemShell::kAsh || words.shell == SystemShell::kNone;
    return believed ? words.shell : SystemShell::kUnknown;
  }
  const auto slash = name.rfind('/');
  const auto repository = words_of(slash == std::string_view::npos ? name : name.substr(slash + 1));
  return repository.shell == SystemShell::kAsh ? SystemShell::kAsh : SystemShell::kUnknown;
}

}  // namespace

SystemShell system_shell(const ImageRef& ref) {
  const auto known = known_name(ref);
  return known.official ? official_shell(known.name, ref.tag) : other_shell(known.name, ref.tag);
}

}  // namespace dockhone::image
