// Words as JSON strings.
#pragma once

#include <string>
#include <string_view>

namespace dockhone::transforms::exec_form {

// Well-formed UTF-8: no surrogates, nothing overlong, nothing beyond U+10FFFF.
bool is_utf8(std::string_view text);
// With its quotes. `text` is UTF-8.
std::string json_string(std::string_view text);

}  // namespace dockhone::transforms::exec_form
