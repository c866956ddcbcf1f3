// The embedded catalog of official base images: constant tables, generated at build time from
// transforms/knowledge/images.yaml, which is derived from the official images library.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/image/reference.h"

namespace dockhone::image {

// The program behind /bin/sh, as far as it decides how a shell-form RUN is read.
enum class SystemShell : std::uint8_t { kUnknown, kDash, kBash, kAsh, kNone };

struct CatalogTag {
  std::string_view exact;     // the most exact tag of this image, "" where none is exact
  std::string_view distro;    // codename or distribution ("trixie", "alpine3.22"), "" where not named
  std::string_view variant;   // "default", "slim", "alpine" ...
  std::span<const std::string_view> tags;  // all tags that are this same image
};

struct CatalogImage {
  std::string_view name;
  std::string_view latest;    // what `latest` is, pinned exactly; "" when there is none
  std::string_view no_latest_reason;  // why `latest` is "": says whether there is no latest tag or no exact one
  SystemShell shell = SystemShell::kUnknown;  // of the default variant
  std::span<const CatalogTag> entries;
};

// ISO date of the facts in the catalog.
std::string_view catalog_date();
std::span<const CatalogImage> catalog();
// By short official name; nullptr when unknown. O(log n).
const CatalogImage* find_image(std::string_view official_name);
// The entry that holds this tag ("" means latest); nullptr when unknown.
const CatalogTag* find_tag(const CatalogImage& image, std::string_view tag);

// /bin/sh of an image, from its name and tag: official images by catalog, others by name only where
// the name leaves no doubt (alpine variants in the tag, known vendor repositories).
SystemShell system_shell(const ImageRef& ref);

}  // namespace dockhone::image
