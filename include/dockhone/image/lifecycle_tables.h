// The layout of the generated tables behind dockhone/image/lifecycle.h; for src/image and its generator only.
#pragma once

#include <span>
#include <string_view>

#include "dockhone/image/lifecycle.h"
#include "dockhone/image/release.h"

namespace dockhone::image::tables {

struct ImageProduct {
  std::string_view image;  // an official image's short name
  const Product* product;
};

struct DistributionProduct {
  Distribution distribution;
  const Product* product;
};

std::span<const ImageProduct> image_products();  // ascending by image
std::span<const DistributionProduct> distribution_products();

}  // namespace dockhone::image::tables
