#include "transforms/slim_base/variant.h"

#include <algorithm>
#include <charconv>

#include "dockhone/base/contains.h"
#include "dockhone/image/catalog.h"

namespace dockhone::transforms::slim_base {

namespace {

bool holds(const Versions& versions, std::string_view version) {
  if (!version.starts_with(versions.prefix)) return false;
  std::string_view text = version.substr(versions.prefix.size());
  if (text.size() > 1 && text[0] == '0') return false;
  unsigned number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= versions.first &&
         number <= versions.last;
}

bool holds(const Tags& row, std::string_view tag) {
  if (!tag.ends_with(row.ending)) return false;
  std::string_view before = tag.substr(0, tag.size() - row.ending.size());
  if (row.versions.empty() && row.words.words.empty()) return before.empty();
  return row.words.contains(before) || std::any_of(row.versions.begin(), row.versions.end(),
                                                   [&](const Versions& each) { return holds(each, before); });
}

std::string small_tag(std::string_view image, std::string_view tag) {
  for (const ImageTags& each : image_tags()) {
    if (each.image != image) continue;
    for (const Tags& row : each.tags) {
      if (holds(row, tag))
        return std::string(tag.substr(0, tag.size() - row.ending.size())) + std::string(row.small);
    }
  }
  return {};
}

// Without tags where the catalog has none.
image::CatalogTag listed(std::string_view name, std::string_view tag) {
  auto known = image::find_image(name);
  return known ? image::find_tag(*known, tag).value_or(image::CatalogTag{}) : image::CatalogTag{};
}

tl::unexpected<Decline> no(std::string_view reason, std::string why) {
  return tl::unexpected(Decline{reason, std::move(why)});
}

}  // namespace

bool has_full_variant(std::string_view image) {
  if (image == "golang") return true;
  return std::any_of(image_tags().begin(), image_tags().end(),
                     [&](const ImageTags& each) { return each.image == image; });
}

bool is_other_variant(std::string_view tag) {
  return contains_any(tag, {"slim", "alpine", "jre", "onbuild", "windows", "nanoserver", "ubi", "centos"});
}

tl::expected<Variant, Decline> small_variant(const image::ImageRef& ref) {
  std::string name(ref.official());
  std::string shown = name + ':' + (ref.tag.empty() ? "latest" : ref.tag);
  if (name == "golang")
    return no("no-variant", "golang has no slim variant: a program that it built needs none");
  if (!ref.digest.empty()) return no("digest", "a digest names one image, whatever stands beside it");
  const image::CatalogTag full = listed(name, ref.tag);
  bool latest = ref.tag.empty() || ref.tag == "latest";
  // The exact tag: beside `slim` alone, nobody would see that a version is left open.
  std::string tag = latest ? std::string(full.exact) : ref.tag;
  std::string small = tag.empty() ? "" : small_tag(name, tag);
  if (small.empty()) {
    return no("unknown-tag", "no small variant of " + shown +
                                 " on the same release of the distribution is known to have been published");
  }
  Variant variant;
  const image::CatalogTag sister = listed(name, small);
  variant.listed = !full.tags.text().empty() && !sister.tags.text().empty();
  if (variant.listed && sister.distro != full.distro)
    return no("unknown-tag",
              name + ':' + small + " is made of another release of the distribution than " + shown);
  std::string source = variant.listed ? "official images library, " + std::string(image::catalog_date())
                                      : "history of the official images library";
  variant.evidence =
      source + ": " + name + ':' + small + " is " + shown +
      (variant.listed && !full.distro.empty() ? " on " + std::string(full.distro) : "") +
      (small.find("jre") != std::string::npos ? " without the tools of the JDK"
                                              : " without compilers, headers and version control");
  if (variant.listed) variant.distro = full.distro;
  variant.tag = std::move(small);
  return variant;
}

}  // namespace dockhone::transforms::slim_base
