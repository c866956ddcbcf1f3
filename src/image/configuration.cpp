#include "dockhone/image/configuration.h"

#include <algorithm>
#include <string>

namespace dockhone::image {

const Configuration* find_configuration(const ImageRef& ref) {
  std::string full;
  std::string_view name = ref.official();
  if (name.empty()) {
    full = ref.registry + '/' + ref.repository;
    name = full;
  }
  auto rows = known_configurations();
  auto at =
      std::lower_bound(rows.begin(), rows.end(), name,
                       [](const Configuration& row, std::string_view wanted) { return row.name < wanted; });
  return at != rows.end() && at->name == name ? &*at : nullptr;
}

bool is_onbuild(const ImageRef& ref) { return ref.tag.find("onbuild") != std::string::npos; }

}  // namespace dockhone::image
