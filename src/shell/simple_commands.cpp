// Simple commands, assignments, arrays, and functions in the form name().
#include "parser_state.h"

namespace dockhone::shell {

bool Parser::simple_command(Command& out) {
  const std::size_t assignments = assignments_.size();
  const std::size_t words = words_.size();
  const std::size_t redirects = redirects_.size();
  out.kind = CommandKind::kSimple;
  out.span.end = at_;
  assigning_arguments_ = bash();
  array_arguments_ = false;
  for (bool more = true; more;) {
    std::uint32_t operator_at = at_;
    if (redirect_ahead(operator_at)) {
      if (!redirect(operator_at)) return false;
    } else if (!simple_item(out, words, more)) {
      return false;
    }
    if (out.kind == CommandKind::kFunction) return true;
    if (more) out.span.end = last_;
    skip_blanks();
  }
  if (out.span.empty()) return unexpected();
  out.assignments = assignments_.take(arena_, assignments);
  out.words = words_.take(arena_, words);
  out.redirects = take_redirects(redirects);
  return true;
}

// An assignment, a word, a function definition; or nothing, when the command is complete.
bool Parser::simple_item(Command& out, std::size_t words, bool& more) {
  if (at_end() || word_ends_at(at_)) {
    if (array_arguments_ && peek() == '(' && words_.size() > words && text_[at_ - 1] == '=') {
      return unsupported("array as an argument", at_);
    }
    more = ash() && ash_test_operator(words);
    return failure_.what == nullptr;
  }
  Word item;
  if (words_.size() > words) {
    if (!word(WordUse::kArgument, item)) return false;
    if (array_arguments_ && breaks_subscript(item.span))
      return unsupported("blank in a subscript", item.span.begin);
    words_.push(item);
    return true;
  }
  Assignment assigned;
  std::uint32_t behind = at_;
  if (is(peek(), kNameStart) && assignment_ahead(assigned, behind)) {
    if (!assignment(assigned, behind)) return false;
    assignments_.push(assigned);
    return true;
  }
  if (failure_.what != nullptr || !word(WordUse::kArgument, item) || !first_word(item)) return false;
  words_.push(item);
  if (out.span.begin != item.span.begin) return true;
  skip_blanks();
  if (peek() != '(') return true;
  words_.drop(words);
  out.name = item.span;
  return function_parentheses() && valid_function_name(out.name) && function_body(out);
}

// Reserved words and names of functions are told from the bytes, which a line continuation interrupts.
bool Parser::first_word(const Word& item) {
  for (const WordPart& part : item.parts) {
    if (part.kind == PartKind::kEscaped && text_[part.span.begin + 1] == '\n') {
      return unsupported("line continuation inside a command's name", part.span.begin);
    }
  }
  const std::string_view name = plain_literal(item, text_);
  if (name == "export" || name == "readonly" || name == "local") assigning_arguments_ = true;
  array_arguments_ = bash() && takes_arrays(name);
  return true;
}

// Where bash expects an assignment, name[ goes on up to the ], blanks and all.
bool Parser::breaks_subscript(Span word) const {
  std::uint32_t at = word.begin;
  while (at < word.end && is(text_[at], kNameChar)) ++at;
  if (at == word.begin || at == word.end || text_[at] != '[') return false;
  return slice(at, word.end).find(']') == std::string_view::npos;
}

// name=, name+= or name[...]= at the cursor; `behind` is what follows.
bool Parser::assignment_ahead(Assignment& out, std::uint32_t& behind) {
  std::uint32_t at = at_;
  while (at < end_ && is(text_[at], kNameChar)) ++at;
  if (at >= end_ || (text_[at] != '=' && !bash())) return false;
  out.name = {at_, at};
  out.subscript = {at, at};
  if (text_[at] == '[' && !subscript_ahead(out, at)) return false;
  if (at + 1 < end_ && text_[at] == '+' && text_[at + 1] == '=') {
    out.append = true;
    ++at;
  }
  if (at >= end_ || text_[at] != '=') return false;
  behind = at + 1;
  return true;
}

// bash reads name[...] as one piece where a command begins, blanks and all.
bool Parser::subscript_ahead(Assignment& out, std::uint32_t& at) {
  const std::uint32_t begin = at + 1;
  std::uint32_t open = 0;
  bool one_word = true;
  for (; at < end_; at = behind_quotes(at)) {
    if (text_[at] == '[') ++open;
    if (text_[at] == ']' && --open == 0) break;
    if (is(text_[at], kEndsWord)) one_word = false;
  }
  if (at >= end_) return fail("unterminated subscript", begin - 1);
  out.subscript = {begin, at++};
  const bool assigns = at < end_ && (text_[at] == '=' || text_[at] == '+');
  if (!assigns && !one_word) return unsupported("blank in a subscript that is not assigned to", begin - 1);
  return assigns;
}

bool Parser::assignment(Assignment& out, std::uint32_t behind) {
  out.span.begin = at_;
  if (!out.subscript.empty()) {
    const std::size_t mark = parts_.size();
    at_ = out.subscript.begin;
    if (!fragment(Quoting::kBare, out.subscript.end)) return false;
    out.subscript_parts = parts_.take(arena_, mark);
  }
  at_ = last_ = behind;
  out.value.span = {at_, at_};
  if (bash() && peek() == '(') {
    if (!array(out)) return false;
  } else if (word_starts() && !(continues(at_) && word_ends_at(behind_continuations(at_)))) {
    if (!word(WordUse::kAssigned, out.value)) return false;
  }
  out.span.end = at_;
  return true;
}

bool Parser::array(Assignment& out) {
  if (!out.subscript.empty()) return unsupported("array assigned to an element", at_);
  const std::size_t mark = words_.size();
  out.array = true;
  ++at_;
  for (;;) {
    if (!skip_newlines()) return false;
    if (at_end()) return fail("unterminated array", out.span.begin);
    if (peek() == ')') break;
    Word element;
    if (!word(WordUse::kArgument, element)) return false;
    words_.push(element);
  }
  last_ = ++at_;
  out.elements = words_.take(arena_, mark);
  if (word_starts()) return unsupported("text behind an array", at_);
  return true;
}

// busybox ash reads [[ as a command in which && and || are words, until a word is ]].
bool Parser::ash_test_operator(std::size_t words) {
  if (!looking_at("&&") && !looking_at("||")) return false;
  std::size_t open = words_.size();
  while (open > words && plain_literal(words_[open - 1], text_) != "[[") {
    if (plain_literal(words_[--open], text_) == "]]") return false;
  }
  if (open == words) return false;
  if (open - 1 != words) return unsupported("[[ as an argument", words_[open - 1].span.begin);
  push_token(2);
  return true;
}

// A word of its own that has no quotes: an operator.
void Parser::push_token(std::uint32_t size) {
  WordPart part;
  part.span = {at_, at_ + size};
  words_.push({part.span, arena_.copy(&part, 1)});
  last_ = at_ += size;
}

bool Parser::function_parentheses() {
  ++at_;
  skip_blanks();
  if (peek() != ')' || at_end()) return unexpected();
  ++at_;
  return true;
}

bool Parser::valid_function_name(Span name) {
  const std::string_view text = name.in(text_);
  bool is_name = is(text[0], kNameStart);
  bool is_plain = true;
  for (char c : text) {
    is_name = is_name && is(c, kNameChar);
    is_plain = is_plain && !is(c, kStopsWord);
  }
  if (bash()) return is_plain || unsupported("quotes or expansions in a function's name", name.begin);
  if (is_name && !names_special_builtin(text, dialect_)) return true;
  return fail("bad function name", name.begin, name);
}

// bash wants a compound command; dash and ash take any.
bool Parser::function_body(Command& out) {
  Level level(*this);
  if (!level.ok() || !skip_newlines()) return false;
  out.kind = CommandKind::kFunction;
  Command body;
  if (!command(body)) return false;
  if (bash() && (body.kind == CommandKind::kSimple || body.kind == CommandKind::kFunction)) {
    return fail("a function's body must be a compound command", body.span.begin);
  }
  out.body = arena_.make<Command>(body);
  out.span.end = body.span.end;
  return true;
}

}  // namespace dockhone::shell
