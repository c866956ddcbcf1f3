#include "transforms/shared/keyword_case.h"

#include <algorithm>

namespace dockhone::transforms {

bool mostly_lower_keywords(const syntax::Document& document) {
  int balance = 0;
  bool global = true;
  for (const syntax::Instruction& instruction : document.instructions()) {
    global &= instruction.keyword != syntax::Keyword::kFrom;
    if (global) continue;
    std::string_view keyword = instruction.keyword_span.in(document.text());
    bool lower = std::all_of(keyword.begin(), keyword.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    bool upper = std::all_of(keyword.begin(), keyword.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    balance += lower ? 1 : upper ? -1 : 0;
  }
  return balance > 0;
}

}  // namespace dockhone::transforms
