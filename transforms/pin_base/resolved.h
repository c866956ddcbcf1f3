// What to do with a reference of which a lock or a registry told what it is.
#pragma once

#include "dockhone/image/resolution.h"
#include "transforms/pin_base/verdict.h"

namespace dockhone::transforms::pin_base {

// Numbers in the leading version of a tag: 3 of 3.14.7-trixie, none of trixie.
int version_parts(std::string_view tag);
bool is_latest(const image::ImageRef& ref);
Verdict declined(std::string_view reason, std::string why);

// `name`: as written, for the texts. `by_digest`: the option `as`.
Verdict from_resolution(const image::ImageRef& ref, std::string_view name,
                        const image::Resolution& resolution, Wanted level, bool by_digest);

}  // namespace dockhone::transforms::pin_base
