// What begins with $ or `: parameters, command substitutions, arithmetic.
#include "parser_state.h"

namespace dockhone::shell {

namespace {

// Whether a backslash before this character is gone when the inner shell reads it.
bool unescapes_in_backquotes(char c, Quoting quoting) {
  return c == '$' || c == '`' || c == '\\' || c == '\n' || (c == '"' && quoting != Quoting::kBare);
}

}  // namespace

// At a '$'. What it does not introduce is literal: then `literal` goes on.
bool Parser::dollar(Quoting quoting, std::uint32_t& literal) {
  const char next = peek(1);
  if (is(next, kNameStart) || (next != '\0' && is_special_parameter(next))) return simple_parameter(literal);
  switch (next) {
    case '{':
      return braced_parameter(quoting, literal);
    case '(':
      return peek(2) == '(' ? arithmetic(literal) : substitution(PartKind::kCommandSubst, literal);
    case '[':
      if (bash()) return old_arithmetic(literal);
      break;
    case '\'':
      if (quoting == Quoting::kBare && !dash()) return ansi_quoted(literal);
      break;
    case '"':
      if (quoting != Quoting::kBare || !bash()) break;
      flush(literal);
      literal = ++at_;
      if (!double_quoted(literal)) return false;
      parts_.back().kind = PartKind::kLocaleQuoted;
      --parts_.back().span.begin;
      return true;
    case '\\':
      if (continues(at_ + 1)) return unsupported("line continuation behind $", at_);
      break;
    default:
      break;
  }
  ++at_;
  return true;
}

bool Parser::simple_parameter(std::uint32_t& literal) {
  flush(literal);
  const std::uint32_t begin = at_;
  at_ += 2;
  if (is(text_[begin + 1], kNameStart)) {
    skip_name();
    if (continues(at_)) return unsupported("line continuation inside a parameter's name", at_);
  }
  parts_.push({PartKind::kParameter, ParameterOp::kPlain, {begin, at_}, {begin + 1, at_}, {}, nullptr});
  literal = at_;
  return true;
}

// $( list ), <( list ), >( list )
bool Parser::substitution(PartKind kind, std::uint32_t& literal) {
  flush(literal);
  const std::uint32_t begin = at_;
  at_ += 2;
  skip_blanks();
  substitution_begin_ = at_;
  const List* inside = nullptr;
  if (!nested_list(inside)) return false;
  if (peek() != ')') return at_end() ? fail("unterminated command substitution", begin) : unexpected();
  ++at_;
  parts_.push({kind, {}, {begin, at_}, {}, {}, inside});
  literal = at_;
  return true;
}

bool Parser::nested_list(const List*& inside) {
  Level level(*this);
  if (!level.ok()) return false;
  const Nested outside{awaited_, outer_awaited_, pending_base_};
  const bool assigning = assigning_arguments_;
  const bool arrays = array_arguments_;
  outer_awaited_ += awaited_;
  awaited_ = 0;
  pending_base_ = pending_.size();
  if (!list(true, inside)) return false;
  if (awaited_ != 0) return unsupported("here-document without its body in a command substitution", at_);
  awaited_ = outside.awaited;
  outer_awaited_ = outside.outer;
  pending_base_ = outside.base;
  assigning_arguments_ = assigning;
  array_arguments_ = arrays;
  return true;
}

bool Parser::backquoted(Quoting quoting, std::uint32_t& literal) {
  Level level(*this);
  if (!level.ok()) return false;
  flush(literal);
  const std::uint32_t begin = at_;
  bool escapes = false;
  for (++at_; at_ < end_ && text_[at_] != '`'; ++at_) {
    if (text_[at_] != '\\') continue;
    ++at_;
    escapes = escapes || unescapes_in_backquotes(peek(), quoting);
  }
  if (at_end()) return fail("unterminated backquote", begin);
  const Span content{begin + 1, at_};
  const List* inside = nullptr;
  if (escapes) {
    if (!backquoted_with_escapes(content, quoting)) return false;
  } else {
    const std::uint32_t end = end_;
    at_ = content.begin;
    end_ = content.end;
    // bash looks inside only when it runs the command.
    if (!nested_list(inside) || (!at_end() && !unexpected())) {
      if (bash() && failure_.kind == ParseError::Kind::kSyntax)
        failure_.kind = ParseError::Kind::kUnsupported;
      return false;
    }
    end_ = end;
    at_ = content.end;
  }
  ++at_;
  parts_.push({PartKind::kBackquoted, {}, {begin, at_}, {}, {}, inside});
  literal = at_;
  return true;
}

// What the inner shell will read has no place in the text: it is only checked.
bool Parser::backquoted_with_escapes(Span content, Quoting quoting) {
  std::string plain;
  plain.reserve(content.size());
  for (std::uint32_t at = content.begin; at < content.end; ++at) {
    if (text_[at] == '\\') {
      if (unescapes_in_backquotes(text_[at + 1], quoting)) ++at;
      if (text_[at] == '\n') continue;
    }
    plain.push_back(text_[at]);
  }
  Arena arena;
  auto inner = std::make_unique<Parser>(plain, dialect_, arena, depth_);
  const List* list = nullptr;
  if (inner->script(list)) return true;
  const bool syntax = inner->failure().kind == ParseError::Kind::kSyntax && !bash();
  return syntax ? fail(inner->failure().what, content.begin)
                : unsupported(inner->failure().what, content.begin);
}

// $(( ... )). bash reads $((a) | b) as a command substitution that begins with a subshell; the others do not.
bool Parser::arithmetic(std::uint32_t& literal) {
  std::uint32_t close = 0;
  if (bash() && !parenthesised(at_ + 3, close)) {
    // Even then bash looks for the end by counting parentheses.
    parenthesised(at_ + 2, close);
    if (!substitution(PartKind::kCommandSubst, literal)) return false;
    return at_ == close + 1 || unsupported("command substitution that begins like $((", close);
  }
  Level level(*this);
  if (!level.ok()) return false;
  flush(literal);
  const std::size_t mark = parts_.size();
  const std::uint32_t begin = at_;
  at_ += 3;
  if (!(bash() ? fragment(Quoting::kArithmetic, close) : counted_arithmetic())) return false;
  at_ += 2;
  const std::span<const WordPart> inside = parts_.take(arena_, mark);
  parts_.push({PartKind::kArithmetic, {}, {begin, at_}, {}, inside, nullptr});
  literal = at_;
  return true;
}

// bash: $[ ... ]
bool Parser::old_arithmetic(std::uint32_t& literal) {
  Level level(*this);
  if (!level.ok()) return false;
  flush(literal);
  const std::size_t mark = parts_.size();
  const std::uint32_t begin = at_;
  std::uint32_t open = 1;
  std::uint32_t at = at_ + 2;
  while (at < end_) {
    const char c = text_[at];
    if (c == ']' && --open == 0) break;
    if (c == '[') ++open;
    at = behind_quotes(at);
  }
  if (at >= end_) return fail("unterminated $[", begin);
  at_ += 2;
  if (!fragment(Quoting::kArithmetic, at)) return false;
  ++at_;
  const std::span<const WordPart> inside = parts_.take(arena_, mark);
  parts_.push({PartKind::kArithmetic, {}, {begin, at_}, {}, inside, nullptr});
  literal = at_;
  return true;
}

// dash and ash: up to the first "))" outside of parentheses; quotes mean nothing.
bool Parser::counted_arithmetic() {
  const std::uint32_t begin = at_;
  std::uint32_t literal = at_;
  for (std::uint32_t open = 0;;) {
    skip(kStopsFragment);
    if (at_end()) return fail("unterminated $((", begin);
    switch (peek()) {
      case '(':
        ++open;
        break;
      case ')':
        if (open == 0 && peek(1) == ')') {
          flush(literal);
          return true;
        }
        if (open > 0) --open;
        break;
      case '$':
        if (!dollar(Quoting::kArithmetic, literal)) return false;
        continue;
      case '`':
        if (!backquoted(Quoting::kArithmetic, literal)) return false;
        continue;
      case '\\':
        escaped(literal);
        continue;
      default:
        break;
    }
    ++at_;
  }
}

// bash: what follows the byte at `at`, a quoted string taken as one. Past the end when it is unterminated.
std::uint32_t Parser::behind_quotes(std::uint32_t at) const {
  const char quote = text_[at++];
  if (quote == '\\') return at + 1;
  if (quote != '\'' && quote != '"' && quote != '`') return at;
  while (at < end_ && text_[at] != quote) at += text_[at] == '\\' && quote != '\'' ? 2u : 1u;
  return at + 1;
}

// bash: whether the text at `begin`, behind "((", closes with "))"; `close` is where.
bool Parser::parenthesised(std::uint32_t begin, std::uint32_t& close) const {
  std::uint32_t open = 0;
  close = 0;
  for (std::uint32_t at = begin; at < end_; at = behind_quotes(at)) {
    const char c = text_[at];
    if (c == '(') ++open;
    if (c != ')') continue;
    if (open == 0) {
      close = at;
      return at + 1 < end_ && text_[at + 1] == ')';
    }
    --open;
  }
  return false;
}

// Text up to `end`, in which only quotes and expansions mean something.
bool Parser::fragment(Quoting quoting, std::uint32_t end) {
  const std::uint32_t outer_end = end_;
  end_ = end;
  std::uint32_t literal = at_;
  for (;;) {
    skip(kStopsFragment);
    if (at_end()) break;
    bool ok = true;
    switch (peek()) {
      case '\'':
        ok = single_quoted(literal);
        break;
      case '"':
        ok = double_quoted(literal);
        break;
      case '`':
        ok = backquoted(quoting, literal);
        break;
      case '$':
        ok = dollar(quoting, literal);
        break;
      case '\\':
        escaped(literal);
        break;
      default:
        ++at_;
    }
    if (!ok) return false;
  }
  flush(literal);
  end_ = outer_end;
  return true;
}

}  // namespace dockhone::shell
