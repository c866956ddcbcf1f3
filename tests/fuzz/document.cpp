#include "targets.h"
#include "tests/syntax/invariants.h"

namespace dockhone::fuzz {

void document(std::string_view input) {
  auto parsed = syntax::Document::parse(std::string(input));
  if (!parsed) {
    bool placed = !parsed.error().offset || *parsed.error().offset <= input.size();
    require("an error has a place in the text",
            placed && !parsed.error().message.empty() ? "" : parsed.error().message);
    return;
  }
  require("tree", syntax::broken_invariant(*parsed, input));
  (void)syntax::detect_syntax(input);
}

}  // namespace dockhone::fuzz
