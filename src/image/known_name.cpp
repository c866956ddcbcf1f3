#include "known_name.h"

#include <string_view>

#include "dockhone/image/tables.h"

namespace dockhone::image {

KnownName known_name(const ImageRef& ref) {
  if (const auto name = ref.official(); !name.empty()) return {std::string(name), true};
  const bool hub = ref.registry.empty() || ref.registry == "docker.io" || ref.registry == "index.docker.io";
  std::string name = hub ? ref.repository : ref.registry + "/" + ref.repository;
  for (const auto& prefix : tables::kMirrors) {
    if (!name.starts_with(tables::view(prefix))) continue;
    const auto rest = name.substr(prefix.size);
    if (rest.find('/') == std::string::npos) return {rest, true};
  }
  return {std::move(name), false};
}

}  // namespace dockhone::image
