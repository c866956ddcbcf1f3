// Text from a Dockerfile or a file name on its way to a terminal.
#pragma once

#include <string>
#include <string_view>

namespace dockhone {

// Control characters (but tab and, on request, newline), bidirectional overrides, zero-width characters and
// bytes that are not UTF-8 become visible escapes such as \x1b and \u{202e}.
std::string printable(std::string_view text, bool keep_newlines = false);

// The candidate nearest to `word` by edit distance, when near enough to be a slip; else empty.
std::string_view nearest(std::string_view word, const std::string_view* candidates, std::size_t count);

}  // namespace dockhone
