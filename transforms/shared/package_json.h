// The scripts of a package.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dockhone::transforms {

// The script of this name; nullopt where there is none, or the text is not understood.
std::optional<std::string> package_json_script(std::string_view json, std::string_view name);

}  // namespace dockhone::transforms
