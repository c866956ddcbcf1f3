#include "targets.h"

#include <cstdio>
#include <cstdlib>

namespace dockhone::fuzz {

std::span<const Target> targets() {
  static constexpr Target kTargets[] = {{"document", document},   {"script", script},
                                        {"pipeline", pipeline},   {"edits", edits},
                                        {"reference", reference}, {"config", config}};
  return kTargets;
}

void require(std::string_view property, const std::string& broken) {
  if (broken.empty()) return;
  std::fprintf(stderr, "%.*s does not hold: %s\n", static_cast<int>(property.size()), property.data(),
               broken.c_str());
  std::abort();
}

}  // namespace dockhone::fuzz
