// JSON arrays as Go's encoding/json takes them, where the reference decides between exec and shell form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dockhone/base/span.h"

namespace dockhone::syntax {

enum class JsonKind {
  kNone,   // no JSON array: the text is taken as shell form
  kMixed,  // a JSON array that holds something else than strings: an error
  kStrings,
};

struct JsonArray {
  JsonKind kind = JsonKind::kNone;
  std::uint32_t culprit = 0;  // offset of the first element that is no string
};

// Looks at a whole text; `strings` receives the span of each string element, quotes included.
JsonArray scan_json_array(std::string_view text, std::vector<Span>& strings);

// The string literal that is the member `key` of a text that is a JSON object; empty without one.
Span find_json_string(std::string_view text, std::string_view key);

// True where the characters between the quotes are the value.
bool json_is_plain(std::string_view quoted);
// The value of a string literal that scan_json_array found.
std::string decode_json(std::string_view quoted);

}  // namespace dockhone::syntax
