// All cases of the grammar.
#pragma once

#include <span>
#include <vector>

#include "grammar_commands.h"
#include "grammar_parameters.h"
#include "grammar_redirects.h"
#include "grammar_tests.h"
#include "grammar_words.h"

namespace dockhone::shell {

inline std::vector<GrammarCase> grammar() {
  std::vector<GrammarCase> all;
  for (std::span<const GrammarCase> cases :
       {std::span<const GrammarCase>(kGrammarOfCommands), std::span<const GrammarCase>(kGrammarOfTests),
        std::span<const GrammarCase>(kGrammarOfWords), std::span<const GrammarCase>(kGrammarOfParameters),
        std::span<const GrammarCase>(kGrammarOfRedirects)}) {
    all.insert(all.end(), cases.begin(), cases.end());
  }
  return all;
}

}  // namespace dockhone::shell
