#include "dockhone/syntax/document.h"
#include "targets.h"
#include "tests/property/properties.h"

namespace dockhone::fuzz {

void pipeline(std::string_view input) {
  std::string text(input);
  if (text.size() > 20000 || !syntax::Document::parse(text)) return;
  for (const property::Property& property : property::properties()) {
    bool heavy = property.name == "MessedUp" || property.name == "Skipped";  // the property tests have these
    if (!heavy) require(property.name, property.broken(text));
  }
}

}  // namespace dockhone::fuzz
