// The small sister of a full image: the same version on the same release of the distribution.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "dockhone/image/reference.h"
#include "transforms/shared/fix.h"
#include "transforms/slim_base/table.h"

namespace dockhone::transforms::slim_base {

struct Variant {
  std::string tag;
  std::string evidence;
  std::string_view distro;  // codename, where the catalog lists the tag
  bool listed = false;      // by the catalog: the release of the distribution is one that is still built on
};

// Images that have a full variant, whether or not there is a small one.
bool has_full_variant(std::string_view image);
// The tag says that it is something else than a full image of Linux and the C library.
bool is_other_variant(std::string_view tag);

tl::expected<Variant, Decline> small_variant(const image::ImageRef& ref);

}  // namespace dockhone::transforms::slim_base
