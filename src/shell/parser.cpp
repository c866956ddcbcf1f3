#include "dockhone/shell/parser.h"

#include "parser_state.h"

namespace dockhone::shell {

namespace {

ParseError describe(const Failure& failure, std::string_view text) {
  ParseError error{failure.kind, failure.offset, failure.what};
  if (!failure.token.empty()) {
    error.message += " '";
    error.message += failure.token.in(text);
    error.message += "'";
  }
  return error;
}

}  // namespace

tl::expected<Script, ParseError> parse(std::string_view text, Dialect dialect) {
  Script script;
  Parser parser(text, dialect, script.arena);
  if (!parser.script(script.list)) return tl::make_unexpected(describe(parser.failure(), text));
  script.comments = parser.take_comments();
  return script;
}

}  // namespace dockhone::shell
