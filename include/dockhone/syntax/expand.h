// Expansion of variables in arguments of FROM, ENV, COPY, WORKDIR ..., as BuildKit's shell lexer does it
// (not as a shell does). https://docs.docker.com/reference/dockerfile/#environment-replacement
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/base/result.h"
#include "dockhone/base/span.h"

namespace dockhone::syntax {

// One $name or ${...} in a word, with spans in that word.
struct Variable {
  Span span;  // from '$' to its end
  Span name;
  Span operand;     // what follows the operator, if any
  bool plain = true;  // $name or ${name} without operator
};

// nullopt: the variable is not set. A lookup may also report that it cannot know.
struct Lookup {
  enum class State { kSet, kUnset, kUnknown };
  State state = State::kUnset;
  std::string_view value;
};
using LookupFn = std::function<Lookup(std::string_view name)>;

struct Expanded {
  std::string value;
  bool known = true;  // false: a variable of unknown value took part; `value` is then meaningless
  bool used_variable = false;
  std::vector<std::string> unset;  // names that were not set
};

// ProcessWord: quote removal and expansion of a whole word or line.
Result<Expanded> expand_word(std::string_view word, char escape, const LookupFn& lookup);
// ProcessWords: the same, split into words at unquoted blanks.
Result<std::vector<std::string>> expand_words(std::string_view word, char escape, const LookupFn& lookup);
// The variables named in a word, nested ones included; none where the word is malformed.
std::vector<Variable> variables(std::string_view word, char escape);

}  // namespace dockhone::syntax
