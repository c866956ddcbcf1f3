// What must hold of every Dockerfile that parses. Each property returns nothing where it holds, or what does
// not.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dockhone::property {

struct Property {
  std::string_view name;
  std::string (*broken)(const std::string& text);
};

std::span<const Property> properties();

}  // namespace dockhone::property
