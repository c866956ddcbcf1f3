// Wildcard patterns of ${x#p} ${x%p} ${x/p/r}: * and ?, no brackets; neither matches a newline.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dockhone::syntax {

enum class PatternError { kNone, kBadEscape, kTooLarge };

struct PatternResult {
  std::string value;
  PatternError error = PatternError::kNone;
};

PatternResult trim_prefix(std::string_view value, std::string_view pattern, bool longest);
PatternResult trim_suffix(std::string_view value, std::string_view pattern, bool longest);
// In `replacement`, $0 stands for what matched when all are replaced (the reference's regular expressions).
PatternResult replace_first(std::string_view value, std::string_view pattern, std::string_view replacement);
PatternResult replace_all(std::string_view value, std::string_view pattern, std::string_view replacement);

}  // namespace dockhone::syntax
