// The embedded catalog of official base images: constant tables, generated at build time from
// transforms/knowledge/images/, which is derived from the official images library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include "dockhone/image/reference.h"

namespace dockhone::image {

// The program behind /bin/sh, as far as it decides how a shell-form RUN is read.
enum class SystemShell : std::uint8_t { kUnknown, kDash, kBash, kAsh, kNone };

// All tags that are one and the same image, the most exact first.
class TagList {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = std::string_view;
    using difference_type = std::ptrdiff_t;
    using pointer = const std::string_view*;
    using reference = std::string_view;

    Iterator() = default;
    explicit constexpr Iterator(std::string_view rest) : rest_(rest) {}
    constexpr std::string_view operator*() const { return rest_.substr(0, rest_.find(' ')); }
    constexpr Iterator& operator++() {
      const auto blank = rest_.find(' ');
      rest_ = blank == std::string_view::npos ? rest_.substr(rest_.size()) : rest_.substr(blank + 1);
      return *this;
    }
    constexpr Iterator operator++(int) {
      const auto old = *this;
      ++*this;
      return old;
    }
    friend constexpr bool operator==(const Iterator& a, const Iterator& b) {
      return a.rest_.size() == b.rest_.size();
    }

   private:
    std::string_view rest_;
  };

  TagList() = default;
  explicit constexpr TagList(std::string_view text) : text_(text) {}
  constexpr Iterator begin() const { return Iterator(text_); }
  constexpr Iterator end() const { return Iterator(text_.substr(text_.size())); }
  constexpr std::string_view text() const { return text_; }  // separated by one blank

 private:
  std::string_view text_;
};

// Views stay valid for ever: they point into the tables.
struct CatalogTag {
  std::string_view exact;    // the most exact tag of this image, "" where none is exact
  std::string_view distro;   // codename or distribution ("trixie", "alpine3.22"), "" where not named
  std::string_view variant;  // "default", "slim", "alpine"
  SystemShell shell = SystemShell::kUnknown;
  TagList tags;
};

struct CatalogImage {
  std::string_view name;
  std::string_view latest;            // what `latest` is, pinned exactly; "" when there is none
  std::string_view no_latest_reason;  // why `latest` is "": there is no such tag, or no exact one beside it
  std::size_t entry_count = 0;
  std::size_t index = 0;  // in the catalog

  CatalogTag entry(std::size_t number) const;
};

// ISO date of the facts in the catalog.
std::string_view catalog_date();
std::size_t catalog_size();
CatalogImage catalog_image(std::size_t index);  // ascending by name
// By short official name. O(log n).
std::optional<CatalogImage> find_image(std::string_view official_name);
// The entry that holds this tag ("" means latest). O(log n).
std::optional<CatalogTag> find_tag(const CatalogImage& image, std::string_view tag);

// /bin/sh of an image, from its name and tag: official images by catalog, others by name only where
// the name leaves no doubt (alpine variants in the tag, known vendor repositories). A digest says nothing.
SystemShell system_shell(const ImageRef& ref);

}  // namespace dockhone::image
