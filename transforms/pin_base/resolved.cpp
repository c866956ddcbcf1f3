#include "transforms/pin_base/resolved.h"

namespace dockhone::transforms::pin_base {

using image::ImageRef;
using image::Resolution;

namespace {

// Whether the option asks for the step from the tag as written to the exact one.
bool is_step(const ImageRef& ref, std::string_view exact, Wanted level) {
  if (is_latest(ref)) return true;
  if (exact.empty() || exact == ref.tag) return false;
  if (level == Wanted::kAll) return true;
  return level == Wanted::kFloating &&
         (version_parts(ref.tag) == 0 || version_parts(exact) > version_parts(ref.tag));
}

std::string source_of(const Resolution& resolution) {
  const bool registry = resolution.from == Resolution::From::kRegistry;
  const std::string from = registry ? "the registry" : "the catalog";
  if (resolution.locked) return "dockhone.lock, from " + from + ", " + resolution.resolved;
  return resolution.resolved.empty() ? from : from + ", " + resolution.resolved;
}

std::string moves(const ImageRef& ref) {
  if (ref.tag.empty()) return "an untagged image is whatever latest is on the day of the build";
  return "the tag " + ref.tag + " moves: the same Dockerfile gives another image on another day";
}

std::string age(const ImageRef& ref, const Resolution& resolution) {
  const std::string tag = ref.tag.empty() ? "latest" : ref.tag;
  if (resolution.resolved.empty()) return "; the pin is what the registry says it is now";
  return "; the pin is as of " + resolution.resolved + " and may be older than what " + tag + " is today";
}

}  // namespace

Verdict from_resolution(const ImageRef& ref, std::string_view name, const Resolution& resolution,
                        Wanted level, bool by_digest) {
  const std::string asked = std::string(name) + ':' + (ref.tag.empty() ? "latest" : ref.tag);
  const bool step = is_step(ref, resolution.tag, level);
  Verdict verdict;
  verdict.of_linux = resolution.from == Resolution::From::kCatalog;
  if (by_digest) {
    // With `all`, a complete version gets its digest too: a registry may give its tag to another image.
    if (!step && level != Wanted::kAll) return {};
    if (resolution.digest.empty()) {
      return declined("digest-offline", source_of(resolution) + ", knows no digest of " + asked +
                                            "; --resolve registry --update-lock adds it");
    }
    verdict.tag = step && !resolution.tag.empty() ? resolution.tag : ref.tag.empty() ? "latest" : ref.tag;
    verdict.digest = resolution.digest;
  } else if (resolution.tag.empty()) {
    return declined("no-exact-tag", resolution.note.empty()
                                        ? source_of(resolution) + ", names no version of " + asked
                                        : asked + ": " + resolution.note);
  } else if (!step) {
    return {};
  } else {
    verdict.tag = resolution.tag;
  }
  verdict.why = moves(ref) + age(ref, resolution);
  if (!resolution.tag.empty() && resolution.tag != ref.tag)
    verdict.evidence.push_back(source_of(resolution) + ": " + asked + " is the same image as " +
                               resolution.tag);
  if (!resolution.note.empty()) verdict.evidence.push_back(resolution.note);
  if (!resolution.digest.empty()) verdict.evidence.push_back("index digest " + resolution.digest);
  return verdict;
}

}  // namespace dockhone::transforms::pin_base
