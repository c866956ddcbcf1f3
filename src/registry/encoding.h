// SHA-256, Base64 and percent encoding, as far as registries need them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dockhone::registry {

std::string sha256_hex(std::string_view data);
// "sha256:..." of these bytes.
std::string digest_of(std::string_view data);
// sha256, sha384 or sha512 with as many digits as that has, in lower case.
bool is_digest(std::string_view text);

std::string base64(std::string_view data);
std::optional<std::string> from_base64(std::string_view text);
// For the value of a form or a query.
std::string percent(std::string_view text);

}  // namespace dockhone::registry
