// dockhone.lock: what references stood for, so that everybody gets the same.
#pragma once

#include <string>
#include <string_view>

#include "dockhone/image/resolution.h"
#include "failure.h"

namespace YAML {
class Node;
}

namespace dockhone::app {

// `path` is for messages. All entries are Resolution::locked and searched.
Expected<image::Resolutions> parse_lock(const std::string& path, std::string_view text);
// The same text for the same entries, sorted; those with a failure are left out.
std::string print_lock(const image::Resolutions& images);

// For readers of other files that hold such entries. Throws yaml::Wrong.
image::Resolutions read_resolutions(const YAML::Node& images);

}  // namespace dockhone::app
