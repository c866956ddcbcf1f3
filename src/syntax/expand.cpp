#include "dockhone/syntax/expand.h"

#include <utility>

#include "word_lexer.h"

namespace dockhone::syntax {

Result<Expanded> expand_word(std::string_view word, char escape, const LookupFn& lookup) {
  WordLexer lexer(word, {escape}, lookup);
  if (!lexer.run()) return tl::unexpected(lexer.error());
  Expanded result;
  result.value = std::move(lexer.result());
  result.known = !lexer.unknown();
  result.used_variable = lexer.used_variable();
  result.unset = std::move(lexer.unset());
  return result;
}

Result<std::vector<std::string>> expand_words(std::string_view word, char escape, const LookupFn& lookup) {
  WordLexer lexer(word, {escape}, lookup);
  if (!lexer.run()) return tl::unexpected(lexer.error());
  std::vector<std::string> result;
  for (LexedWord& each : lexer.words()) result.push_back(std::move(each.text));
  return result;
}

std::vector<Variable> variables(std::string_view word, char escape) {
  LookupFn unknown = [](std::string_view) { return Lookup{Lookup::State::kUnknown, {}}; };
  WordLexer lexer(word, {escape}, unknown);
  if (!lexer.run()) return {};
  return std::move(lexer.variables());
}

}  // namespace dockhone::syntax
