#include "transforms/base_choice/successor.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "dockhone/image/catalog.h"

namespace dockhone::transforms::base_choice {

namespace {

bool holds(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// alpine3.9 -> alpine
std::string_view without_number(std::string_view word) {
  auto end = word.find_last_not_of("0123456789.");
  return end == std::string_view::npos ? word : word.substr(0, end + 1);
}

std::vector<std::string_view> split(std::string_view tag) {
  std::vector<std::string_view> words;
  while (!tag.empty()) {
    auto dash = std::min(tag.find('-'), tag.size());
    words.push_back(tag.substr(0, dash));
    tag.remove_prefix(std::min(dash + 1, tag.size()));
  }
  return words;
}

bool names_system(const Successor& successor, std::string_view word) {
  return std::any_of(successor.systems.begin(), successor.systems.end(),
                     [&](const System& system) { return holds(system.words, word); });
}

std::string_view frozen_version(const Successor& successor, std::string_view image, std::string_view kind,
                                std::string_view system_word) {
  for (const Frozen& each : successor.frozen) {
    if (each.image == image && (each.word.empty() || each.word == system_word) &&
        (each.kind.empty() || each.kind == kind))
      return each.version;
  }
  return {};
}

tl::unexpected<Decline> no(std::string_view reason, std::string why) {
  return tl::unexpected(Decline{reason, std::move(why)});
}

}  // namespace

const Successor* find_successor(const image::ImageRef& ref) {
  const std::string_view official = ref.official();
  if (official.empty()) return nullptr;
  for (const Successor& each : successors()) {
    if (holds(each.images, official)) return &each;
  }
  return nullptr;
}

tl::expected<Candidates, Decline> corresponding(const Successor& successor, const image::ImageRef& ref) {
  if (!ref.digest.empty()) return no("digest", "it is pinned to a digest");
  std::string_view tag = ref.tag;
  for (std::string_view prefix : successor.prefixes) {
    if (tag.starts_with(prefix)) tag.remove_prefix(prefix.size());
  }
  std::string_view version;
  std::string_view kind = successor.kinds[0];
  std::string_view system_word;
  for (std::string_view word : split(tag)) {
    std::string_view system = without_number(word);
    if (holds(successor.kinds, word)) {
      kind = word;
    } else if (word == "latest") {
      continue;
    } else if (version.empty() && !word.empty() && word[0] >= '0' && word[0] <= '9') {
      version = word;
    } else if (!system.empty() && names_system(successor, system)) {
      system_word = system;
    } else {
      return no("no-successor",
                "no tag of " + std::string(successor.name) + " is known to correspond to " + ref.tag);
    }
  }
  Candidates found;
  if (version.empty()) version = found.frozen = frozen_version(successor, ref.official(), kind, system_word);
  if (version.empty())
    return no("no-version", "which version it is, the tag does not say: name the one that " +
                                std::string(successor.name) + " is to have");
  if (!is_number(version)) found.exact = version;
  version = version.substr(0, version.find_first_not_of("0123456789"));
  const int major = std::atoi(std::string(version).c_str());
  auto known = image::find_image(successor.name);
  std::string tag_of;
  for (const System& system : successor.systems) {
    bool is_of_it = system_word.empty() ? system.plain_first <= major && major <= system.plain_last
                                        : holds(system.words, system_word);
    if (!is_of_it) continue;
    tag_of = std::string(version) + '-' + std::string(kind) + '-' + std::string(system.tag);
    if (known && image::find_tag(*known, tag_of)) found.tags.push_back({tag_of, &system});
  }
  if (found.tags.empty())
    return no("no-successor", "the catalog of " + std::string(image::catalog_date()) + " lists no " +
                                  std::string(successor.name) + ':' + tag_of);
  return found;
}

}  // namespace dockhone::transforms::base_choice
