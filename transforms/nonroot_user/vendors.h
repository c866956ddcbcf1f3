// Images that are not official ones, and others with a user of their own.
#pragma once

#include <string_view>

#include "dockhone/image/reference.h"

namespace dockhone::transforms::nonroot {

bool is_distroless(const image::ImageRef& ref);
// Its tag says that it starts as another user already.
bool starts_without_root(const image::ImageRef& ref);
// One that is known to start as root, and to run a CMD as it is.
bool is_vendors_image(const image::ImageRef& ref);
bool runs_arguments(const image::ImageRef& ref);
// The user that an image brings along for the application, as USER takes it; "" where there is none.
std::string_view user_of_image(const image::ImageRef& ref);
// The low port on which programs made for this image listen where nobody says otherwise; 0: none.
int usual_low_port(const image::ImageRef& ref);

}  // namespace dockhone::transforms::nonroot
