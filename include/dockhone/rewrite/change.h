// What a pass proposes, what became of it, and what was left alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/base/span.h"
#include "dockhone/rewrite/edit.h"

namespace dockhone::rewrite {

enum class Risk : std::uint8_t { kSafe, kReview, kSuggest };

std::string_view name(Risk risk);
std::optional<Risk> parse_risk(std::string_view text);

// 1-based, inclusive line numbers of the *input*.
struct LineRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

struct Change {
  // PASS/STAGE.HASH[.ORDINAL]; stable as long as the changed text and its stage are.
  std::string id;
  std::string_view pass;
  Risk risk = Risk::kSafe;
  LineRange lines;
  std::string what;                   // one sentence, imperative, without final dot
  std::string why;                    // one sentence
  std::vector<std::string> evidence;  // the facts that it rests on
};

struct Declined {
  std::string_view pass;
  LineRange lines;
  std::string_view reason;  // stable short key, for counting ("background-job")
  std::string why;          // the sentence that a person reads
};

}  // namespace dockhone::rewrite
