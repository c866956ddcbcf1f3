#include "dockhone/image/catalog.h"

#include <algorithm>
#include <iterator>

#include "dockhone/image/tables.h"

namespace dockhone::image {
namespace {

using tables::view;

CatalogTag tag_of(const tables::Entry& entry) {
  return {view(entry.exact), view(entry.distro), view(entry.variant), entry.shell,
          TagList(view(entry.names))};
}

}  // namespace

CatalogTag CatalogImage::entry(std::size_t number) const {
  return tag_of(tables::kEntries[tables::kImages[index].entries.first + number]);
}

std::string_view catalog_date() { return tables::kDate; }

std::size_t catalog_size() { return tables::kImages.size(); }

CatalogImage catalog_image(std::size_t index) {
  const auto& row = tables::kImages[index];
  return {view(row.name), view(row.latest), view(row.no_latest_reason), row.entries.count, index};
}

std::optional<CatalogImage> find_image(std::string_view official_name) {
  const auto images = tables::kImages;
  const auto found = std::lower_bound(
      images.begin(), images.end(), official_name,
      [](const tables::Image& image, std::string_view name) { return view(image.name) < name; });
  if (found == images.end() || view(found->name) != official_name) return std::nullopt;
  return catalog_image(static_cast<std::size_t>(std::distance(images.begin(), found)));
}

std::optional<CatalogTag> find_tag(const CatalogImage& image, std::string_view tag) {
  if (tag.empty()) tag = "latest";
  const auto& row = tables::kImages[image.index];
  const auto names = tables::kNames.subspan(row.names.first, row.names.count);
  const auto found = std::lower_bound(
      names.begin(), names.end(), tag,
      [](const tables::Name& name, std::string_view wanted) { return view(name.tag) < wanted; });
  if (found == names.end() || view(found->tag) != tag) return std::nullopt;
  return image.entry(found->entry);
}

}  // namespace dockhone::image
