// Durations of HEALTHCHECK as Go writes them: 1h30m, 1.5s, 0, -1ms.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dockhone::syntax {

// Nanoseconds.
std::optional<std::int64_t> parse_duration(std::string_view text);

}  // namespace dockhone::syntax
