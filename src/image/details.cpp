#include "dockhone/image/details.h"

#include <algorithm>

namespace dockhone::image {

const Details* find_details(std::string_view official_name) {
  auto rows = known_details();
  auto at = std::lower_bound(rows.begin(), rows.end(), official_name,
                             [](const Details& row, std::string_view name) { return row.name < name; });
  return at != rows.end() && at->name == official_name ? &*at : nullptr;
}

}  // namespace dockhone::image
