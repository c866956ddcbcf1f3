// Words: literals, quotes, escapes, tildes.
#include <cstring>

#include "parser_state.h"

namespace dockhone::shell {

// Nearly every word is one literal; the rest is for long_word.
bool Parser::word(WordUse use, Word& out) {
  const std::uint32_t begin = at_;
  skip(kStopsWord);
  if (!word_ends_at(at_)) return long_word(use, begin, out);
  if (at_ == begin) return unexpected();
  out.span = {begin, at_};
  WordPart part;
  part.span = out.span;
  out.parts = arena_.copy(&part, 1);
  last_ = at_;
  return true;
}

bool Parser::long_word(WordUse use, std::uint32_t begin, Word& out) {
  const std::size_t mark = parts_.size();
  Run run{use, begin, begin};
  while (!run.finished && !word_ends_at(at_)) {
    if (!word_special(run)) return false;
    skip(kStopsWord);
  }
  flush(run.literal);
  if (run.globs || run.braces) shape(run, mark);
  if (at_ == begin) return unexpected();
  out.span = {begin, at_};
  out.parts = parts_.take(arena_, mark);
  last_ = at_;
  return true;
}

void Parser::flush(std::uint32_t literal) {
  if (literal < at_) push_part(PartKind::kLiteral, literal);
}

bool Parser::word_special(Run& run) {
  switch (peek()) {
    case '\\':
      return word_backslash(run);
    case '\'':
      return single_quoted(run.literal);
    case '"':
      return double_quoted(run.literal);
    case '`':
      return backquoted(Quoting::kBare, run.literal);
    case '$':
      return dollar(Quoting::kBare, run.literal);
    case '<':
    case '>':
      return substitution(PartKind::kProcessSubst, run.literal);
    case '~':
      return tilde(run);
    case '{':
    case '}':
      run.braces = true;
      break;
    default:
      run.globs = true;
      break;
  }
  ++at_;
  return true;
}

bool Parser::word_backslash(Run& run) {
  if (!continues(at_)) {
    escaped(run.literal);
    return true;
  }
  const std::uint32_t behind = behind_continuations(at_);
  if (!word_ends_at(behind)) {
    escaped(run.literal);
    return true;
  }
  if (behind < end_ && (text_[behind] == '<' || text_[behind] == '>' || text_[behind] == '(')) {
    return unsupported("line continuation before an operator", at_);
  }
  run.finished = true;
  return true;
}

// A backslash and what it quotes; the last byte of a script has nothing to quote and is literal.
void Parser::escaped(std::uint32_t& literal) {
  if (at_ + 1 >= end_) {
    ++at_;
    return;
  }
  flush(literal);
  at_ += 2;
  push_part(PartKind::kEscaped, at_ - 2);
  literal = at_;
}

bool Parser::single_quoted(std::uint32_t& literal) {
  flush(literal);
  const std::uint32_t begin = at_;
  const void* end = std::memchr(text_.data() + begin + 1, '\'', end_ - begin - 1);
  if (end == nullptr) return fail("unterminated single quote", begin);
  at_ = static_cast<std::uint32_t>(static_cast<const char*>(end) - text_.data()) + 1;
  push_part(PartKind::kSingleQuoted, begin);
  literal = at_;
  return true;
}

bool Parser::ansi_quoted(std::uint32_t& literal) {
  flush(literal);
  const std::uint32_t begin = at_;
  for (at_ += 2; at_ < end_ && text_[at_] != '\''; ++at_) {
    if (text_[at_] == '\\') ++at_;
  }
  if (at_end()) return fail("unterminated $' quote", begin);
  ++at_;
  push_part(PartKind::kAnsiQuoted, begin);
  literal = at_;
  return true;
}

bool Parser::double_quoted(std::uint32_t& outer) {
  Level level(*this);
  if (!level.ok()) return false;
  flush(outer);
  const std::size_t mark = parts_.size();
  const std::uint32_t begin = at_;
  std::uint32_t literal = ++at_;
  for (;;) {
    skip(kStopsQuoted);
    if (at_end()) return fail("unterminated double quote", begin);
    const char c = peek();
    if (c == '"') break;
    if (c == '$') {
      if (!dollar(Quoting::kDouble, literal)) return false;
    } else if (c == '`') {
      if (!backquoted(Quoting::kDouble, literal)) return false;
    } else if (std::string_view("$`\"\\\n").find(peek(1)) != std::string_view::npos) {
      escaped(literal);
    } else {
      ++at_;
    }
  }
  flush(literal);
  ++at_;
  const std::span<const WordPart> inside = parts_.take(arena_, mark);
  parts_.push({PartKind::kDoubleQuoted, {}, {begin, at_}, {}, inside, nullptr});
  outer = at_;
  return true;
}

bool Parser::tilde_expands(const Run& run) const {
  if (run.use == WordUse::kDelimiter) return false;
  if (at_ == run.begin) return true;
  // What stands before must be unquoted, hence part of the literal that is being read.
  if (run.literal == at_) return false;
  const char before = text_[at_ - 1];
  if (run.use == WordUse::kAssigned) return before == ':';
  if (run.use != WordUse::kArgument || !assigning_arguments_ || (before != '=' && before != ':'))
    return false;
  std::uint32_t at = run.begin;
  if (!is(text_[at], kNameStart)) return false;
  while (is(text_[at], kNameChar)) ++at;
  return text_[at] == '=' && (before == ':' || at == at_ - 1);
}

bool Parser::tilde(Run& run) {
  const std::uint32_t begin = at_++;
  const std::uint32_t here = at_;
  at_ = begin;
  if (!tilde_expands(run)) {
    at_ = here;
    return true;
  }
  at_ = here;
  while (at_ < end_ &&
         (is(text_[at_], kNameChar) || text_[at_] == '.' || text_[at_] == '+' || text_[at_] == '-')) {
    ++at_;
  }
  const bool assigned = run.use == WordUse::kAssigned || begin != run.begin;
  if (!word_ends_at(at_) && text_[at_] != '/' && !(assigned && text_[at_] == ':')) return true;
  const std::uint32_t end = at_;
  at_ = begin;
  flush(run.literal);
  at_ = end;
  push_part(PartKind::kTilde, begin);
  run.literal = at_;
  return true;
}

}  // namespace dockhone::shell
