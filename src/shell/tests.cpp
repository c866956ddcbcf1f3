// bash: [[ ]]. The reserved word has been read. Operators are kept as words among the operands.
#include "parser_state.h"

namespace dockhone::shell {

bool Parser::test_command(Command& out) {
  const std::size_t mark = words_.size();
  out.kind = CommandKind::kTest;
  if (!test_or()) return false;
  if (!test_end_ahead()) return unexpected();
  at_ += 2;
  out.words = words_.take(arena_, mark);
  return trailing_redirects(out);
}

bool Parser::test_end_ahead() const {
  return looking_at("]]") && word_ends_at(behind_continuations(at_ + 2));
}

bool Parser::test_or() {
  for (;;) {
    if (!test_and()) return false;
    if (!looking_at("||")) return true;
    push_token(2);
  }
}

bool Parser::test_and() {
  for (;;) {
    if (!test_term()) return false;
    if (!looking_at("&&")) return true;
    push_token(2);
  }
}

// One operand of && and ||, with what is blank behind it.
bool Parser::test_term() {
  Level level(*this);
  if (!level.ok() || !skip_newlines()) return false;
  if (at_end() || test_end_ahead()) return unexpected();
  if (peek() == '(') return test_group();
  Word first;
  if (!test_operand(WordUse::kPlain, first)) return false;
  const std::string_view literal = plain_literal(first, text_);
  words_.push(first);
  if (literal == "!") return test_term();
  skip_blanks();
  if (is_unary_test(literal)) {
    Word operand;
    if (!test_operand(WordUse::kPlain, operand)) return false;
    words_.push(operand);
    return skip_newlines();
  }
  if (test_end_ahead() || looking_at("&&") || looking_at("||") || peek() == ')') return true;
  return test_binary() && skip_newlines();
}

bool Parser::test_group() {
  push_token(1);
  if (!test_or()) return false;
  if (peek() != ')' || at_end()) return unexpected();
  push_token(1);
  return skip_newlines();
}

bool Parser::test_operand(WordUse use, Word& out) {
  // Digits that touch < or > are a descriptor here too.
  std::uint32_t operator_at = at_;
  if (at_end() || word_ends_at(at_) || redirect_ahead(operator_at) || test_end_ahead()) return unexpected();
  return word(use, out);
}

bool Parser::test_binary() {
  bool regex = false;
  bool pattern = false;
  if (peek() == '<' || peek() == '>') {
    const char behind = peek(1);
    if (!is_blank(behind) && is(behind, kEndsWord)) return unexpected();
    push_token(1);
    if (operator_joined(at_)) return false;
  } else {
    Word op;
    const std::uint32_t begin = at_;
    if (!test_operand(WordUse::kPlain, op)) return false;
    const std::string_view name = op.span.in(text_);
    if (!is_binary_test(name)) return fail("expected an operator of [[ ]]", begin, op.span);
    words_.push(op);
    regex = name == "=~";
    pattern = name == "=" || name == "==" || name == "!=";
  }
  skip_blanks();
  Word right;
  if (regex || pattern) {
    std::uint32_t operator_at = at_;
    if (at_end() || peek() == '\n' || redirect_ahead(operator_at) || test_end_ahead()) return unexpected();
    if (!test_pattern(right, regex)) return false;
  } else if (!test_operand(WordUse::kPlain, right)) {
    return false;
  }
  words_.push(right);
  return true;
}

// Right-hand side of == and =~: groups in parentheses are part of the word. They are one part each, with
// what expands in them inside.
bool Parser::test_pattern(Word& out, bool regex) {
  const std::size_t mark = parts_.size();
  Run run{WordUse::kPattern, at_, at_};
  while (!run.finished && !at_end()) {
    skip(kStopsWord);
    if (at_end()) break;
    const char c = peek();
    const bool operator_before =
        at_ > run.literal && std::string_view("@*+?!").find(text_[at_ - 1]) != std::string_view::npos;
    const bool group = c == '(' && (regex || operator_before);
    if (group) {
      std::uint32_t close = 0;
      parenthesised(at_ + 1, close);
      if (close == 0) return fail("unterminated (", at_);
      const std::uint32_t begin = regex ? at_ : at_ - 1;
      const std::uint32_t open = at_;
      at_ = begin;
      flush(run.literal);
      at_ = open + 1;
      const std::size_t inside = parts_.size();
      if (!fragment(Quoting::kBare, close)) return false;
      ++at_;
      const std::span<const WordPart> parts = parts_.take(arena_, inside);
      parts_.push({PartKind::kExtGlob, {}, {begin, at_}, {}, parts, nullptr});
      run.literal = at_;
    } else if (regex && c == '|' && peek(1) != '|') {
      ++at_;
    } else if (word_ends_at(at_)) {
      break;
    } else if (!word_special(run)) {
      return false;
    }
  }
  flush(run.literal);
  if (at_ == run.begin) return unexpected();
  if (run.globs && !regex) shape(run, mark);
  out.span = {run.begin, at_};
  out.parts = parts_.take(arena_, mark);
  last_ = at_;
  return true;
}

}  // namespace dockhone::shell
