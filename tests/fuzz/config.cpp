#include "src/app/config.h"

#include <exception>

#include "targets.h"
#include "transforms/pipeline.h"

namespace dockhone::fuzz {

void config(std::string_view input) {
  try {
    auto parsed = app::parse_config(".dockhone.yaml", input, transforms::pipeline());
    if (!parsed)
      require("an error says what is wrong", parsed.error().error.message.empty() ? "no message" : "");
  } catch (const std::exception& thrown) {
    require("no exception", thrown.what()[0] != 0 ? thrown.what() : "one without a text");
  }
}

}  // namespace dockhone::fuzz
