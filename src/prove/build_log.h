// What a builder's log says.
#pragma once

#include <string>
#include <string_view>

namespace dockhone::prove {

// Its last lines, for a report; the very last.
std::string tail(const std::string& text);
std::string last_line(const std::string& text);
// An image, or what RUN needs, cannot be fetched for now: no verdict about any change.
bool is_unreachable(std::string_view log);
// The builder itself does not work.
bool is_broken(std::string_view log);

}  // namespace dockhone::prove
