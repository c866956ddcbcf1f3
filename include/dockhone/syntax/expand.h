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
  Span operand;       // up to the '}', from behind : and one operator character; so  has #a
  bool plain = true;  // $name or ${name} without operator
};

// What is known about a variable.
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
  std::vector<std::string> unset;  // names that were not set, each once
};

// ProcessWord: quote removal and expansion of a whole word or line. A result beyond 1 MiB is not known.
Result<Expanded> expand_word(std::string_view word, char escape, const LookupFn& lookup);
// ProcessWords: the same, split into words at unquoted blanks. A variable of unknown value counts as empty:
// ask expand_word first whether all is known. As in the newest BuildKit, what stands before ${x:-y} in a word
// is lost (`80${x:-90}` is the one word `90`).
Result<std::vector<std::string>> expand_words(std::string_view word, char escape, const LookupFn& lookup);
// The variables named in a word, an outer one before those in its operand; none where the word is malformed.
std::vector<Variable> variables(std::string_view word, char escape);

}  // namespace dockhone::syntax
