#include "transforms/pin_base/verdict.h"

#include <utility>

#include "dockhone/image/catalog.h"
#include "transforms/passes.h"
#include "transforms/pin_base/resolved.h"

namespace dockhone::transforms::pin_base {

using image::ImageRef;

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Verdict declined(std::string_view reason, std::string why) {
  Verdict verdict;
  verdict.decline = Decline{reason, std::move(why)};
  return verdict;
}

bool is_latest(const ImageRef& ref) { return ref.tag.empty() || ref.tag == "latest"; }

int version_parts(std::string_view tag) {
  auto version = tag.substr(0, tag.find('-'));
  if (version.starts_with('v')) version.remove_prefix(1);
  if (version.empty() || !is_digit(version.front())) return 0;
  int parts = 0;
  bool inside = false;
  for (const char c : version) {
    parts += is_digit(c) && !inside;
    inside = is_digit(c);
  }
  return parts;
}

namespace {

// A dated tag (bookworm-20260803) is never moved.
bool is_dated(std::string_view tag) {
  std::size_t digits = 0;
  for (std::size_t i = 0; i <= tag.size(); ++i) {
    if (i < tag.size() && is_digit(tag[i])) {
      ++digits;
    } else if (std::exchange(digits, 0) == 8) {
      return true;
    }
  }
  return false;
}

// Whether the option asks for this tag of a known image to be made exact. `latest` always.
bool is_wanted(const ImageRef& ref, const image::CatalogImage& known,
               const std::optional<image::CatalogTag>& entry, Wanted level) {
  if (is_latest(ref)) return true;
  if (level == Wanted::kLatest || is_dated(ref.tag)) return false;
  if (!entry) return version_parts(ref.tag) < version_parts(known.latest);
  if (ref.tag == entry->exact) return false;
  if (entry->exact.empty() || version_parts(ref.tag) < version_parts(entry->exact)) return true;
  // A full version that leaves open which release of the distribution it comes on.
  return level == Wanted::kAll && !entry->distro.empty() &&
         ref.tag.find(entry->distro) == std::string::npos &&
         entry->exact.find(entry->distro) != std::string_view::npos;
}

// The exact tag and some of the other names of an image, for a person to check.
std::string known_as(const image::CatalogTag& entry, std::string_view asked) {
  constexpr int kShown = 6;
  std::string names;
  int count = 0;
  for (const auto tag : entry.tags) {
    if (tag == asked) continue;
    if (++count <= kShown) names += (names.empty() ? "" : ", ") + std::string(tag);
  }
  return count > kShown ? names + " and " + std::to_string(count - kShown) + " more" : names;
}

Verdict from_catalog(const ImageRef& ref, const image::CatalogImage& known, Wanted level) {
  const auto entry = image::find_tag(known, ref.tag);
  if (!is_wanted(ref, known, entry, level)) return {};
  const std::string date(image::catalog_date());
  const std::string name(known.name);
  const std::string tag = ref.tag.empty() ? "latest" : ref.tag;
  if (!entry) {
    if (is_latest(ref)) {
      return declined("no-latest", name + " has no tag latest: the build fails or takes an old image");
    }
    return declined("not-in-catalog", "the catalog of " + date + " does not list " + name + ":" + tag);
  }
  if (entry->exact.empty()) {
    return declined("no-exact-tag",
                    "no tag of the image that is " + name + ":" + tag + " names an exact version");
  }
  Verdict verdict;
  verdict.tag = entry->exact;
  verdict.why = (ref.tag.empty()
                     ? "an untagged image is whatever latest is on the day of the build"
                     : "the tag " + tag + " moves: the same Dockerfile gives another image on another day") +
                "; the pin is as of " + date + " and may be older than what " + tag + " is today";
  verdict.evidence.push_back("official images library, " + date + ": " + name + ":" + tag +
                             " is the same image as " + known_as(*entry, tag));
  return verdict;
}

Verdict from_user(const ImageRef& ref, std::string_view name, const std::string& latest) {
  if (!is_latest(ref)) return {};
  const auto pinned = image::parse_reference(std::string(name) + ":" + latest);
  if (!pinned || pinned->tag != latest || is_latest(*pinned)) {
    return declined("no-exact-tag",
                    "the catalog of the configuration gives no exact tag for " + std::string(name));
  }
  Verdict verdict;
  verdict.tag = latest;
  verdict.why =
      "an image without a version changes from one build to the next; the pin is as old as the configuration "
      "and may be older than what latest is today";
  verdict.evidence.push_back("catalog of the configuration: " + std::string(name) + " is pinned to " +
                             latest);
  return verdict;
}

// By the catalogs alone.
Verdict offline(const ImageRef& ref, std::string_view name, const rewrite::Facts& facts,
                const std::optional<image::CatalogImage>& known, Wanted level) {
  if (known) return from_catalog(ref, *known, level);
  const auto user = facts.user_catalog.find(name);
  if (user != facts.user_catalog.end()) return from_user(ref, name, user->second.latest);
  if (!is_latest(ref) || image::system_shell(ref) == image::SystemShell::kNone) return {};
  if (ref.registry.empty() || !ref.official().empty()) {
    return declined("not-in-catalog", "the catalog of " + std::string(image::catalog_date()) +
                                          " does not know " + std::string(name));
  }
  return declined("foreign-registry", "the catalog knows official images only, not " + ref.registry +
                                          "; --resolve registry asks there");
}

// Whether it is worth a question what the reference stands for.
bool may_move(const ImageRef& ref, const std::optional<image::CatalogImage>& known, Wanted level,
              bool by_digest) {
  if (is_latest(ref) || (by_digest && level == Wanted::kAll)) return true;
  if (level == Wanted::kLatest || is_dated(ref.tag)) return false;
  return !known || is_wanted(ref, *known, image::find_tag(*known, ref.tag), level);
}

}  // namespace

Wanted wanted(const rewrite::Facts& facts) {
  const auto value = rewrite::option(facts, kPinBase, "pin");
  return value == "all" ? Wanted::kAll : value == "floating" ? Wanted::kFloating : Wanted::kLatest;
}

Verdict judge(const ImageRef& ref, std::string_view name, const rewrite::Facts& facts) {
  if (!ref.digest.empty()) return {};
  const auto level = wanted(facts);
  const bool by_digest = rewrite::option(facts, kPinBase, "as") == "digest";
  const auto official = ref.official();
  const auto known = official.empty() ? std::nullopt : image::find_image(official);
  const auto* resolved =
      facts.build.images == nullptr ? nullptr : image::find_resolution(*facts.build.images, ref);
  if (resolved != nullptr || facts.resolves) {
    if (!may_move(ref, known, level, by_digest)) return {};
    if (facts.resolves && (resolved == nullptr || (!resolved->searched && resolved->failure.empty()))) {
      Verdict verdict;
      verdict.ask = true;
      return verdict;
    }
    if (resolved->failure.empty()) return from_resolution(ref, name, *resolved, level, by_digest);
    // What the catalog does not know, it says better itself.
    if (resolved->from == image::Resolution::From::kRegistry)
      return declined("not-resolved", resolved->failure);
  }
  auto verdict = offline(ref, name, facts, known, level);
  if (!verdict.tag.empty() && by_digest)
    return declined("digest-offline",
                    "a digest can only be had from the registry: --resolve registry asks it");
  return verdict;
}

}  // namespace dockhone::transforms::pin_base
