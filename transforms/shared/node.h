// Which Node.js, and with it which npm, an image holds.
#pragma once

#include "dockhone/image/reference.h"
#include "dockhone/model/build.h"

namespace dockhone::transforms {

// An image of node whose tag says so; a tag without a version names the newest, unless a digest does. npm 5
// came with 8, npm 7 with 15.
bool is_node_since(const image::ImageRef& ref, int major);
bool is_node_since(const model::BaseRef& base, int major);

}  // namespace dockhone::transforms
