// ${ ... }: the three shells agree on what POSIX has, and on little else.
#include "parser_state.h"

namespace dockhone::shell {

bool Parser::braced_parameter(Quoting quoting, std::uint32_t& literal) {
  Level level(*this);
  if (!level.ok()) return false;
  flush(literal);
  const std::size_t mark = parts_.size();
  WordPart part;
  part.kind = PartKind::kParameter;
  part.span.begin = at_;
  at_ += 2;
  Quoting inside = quoting == Quoting::kArithmetic ? Quoting::kDouble : quoting;
  if (!parameter_head(part, inside)) return false;
  // An operator that has no name here belongs to the operand.
  if (!operand(inside, part.op == ParameterOp::kOther ? part.name.end : at_)) return false;
  if (at_end()) return fail("unterminated ${", part.span.begin);
  ++at_;
  part.span.end = at_;
  part.parts = parts_.take(arena_, mark);
  parts_.push(part);
  literal = at_;
  return true;
}

// Name and operator; `inside` becomes the quoting of what is behind them.
bool Parser::parameter_head(WordPart& part, Quoting& inside) {
  part.name = {at_, at_};
  if (peek() == '#' && peek(1) != '}') {
    // ${#-x} and ${#:-x} are about $#, ${#-} about the length of $-.
    const bool special = is_special_parameter(peek(1)) && !is(peek(1), kDigit);
    if (is(peek(1), kNameChar) || (special && peek(2) == '}')) {
      ++at_;
      part.op = ParameterOp::kLength;
      if (!parameter_name(part)) return false;
      if (peek() == '}') return true;
      part.op = ParameterOp::kOther;
      return bash() || strange_parameter(part);
    }
  }
  if (bash() && peek() == '!' &&
      (is(peek(1), kNameChar) || (is_special_parameter(peek(1)) && peek(2) == '}'))) {
    ++at_;
    part.op = ParameterOp::kOther;
    if (!parameter_name(part)) return false;
    return peek() == '}' || bash_operator(part, inside);
  }
  if (!is(peek(), kNameChar) && !is_special_parameter(peek())) {
    part.op = ParameterOp::kOther;
    return bash() || strange_parameter(part);
  }
  // bash looks for the end first, and there $ begins what it begins elsewhere.
  if (bash() && peek() == '$' && std::string_view("{([`'\"").find(peek(1)) != std::string_view::npos) {
    return unsupported("bad substitution", at_);
  }
  if (!parameter_name(part)) return false;
  return peek() == '}' || parameter_operator(part, inside);
}

bool Parser::parameter_name(WordPart& part) {
  const std::uint32_t begin = at_;
  if (is(peek(), kNameStart)) {
    skip_name();
  } else if (is(peek(), kDigit)) {
    while (is(peek(), kDigit)) ++at_;
  } else {
    ++at_;
  }
  part.name = {begin, at_};
  return !continues(at_) || unsupported("line continuation inside ${", at_);
}

bool Parser::parameter_operator(WordPart& part, Quoting& inside) {
  const bool colon = peek() == ':';
  switch (peek(colon ? 1 : 0)) {
    case '-':
      part.op = ParameterOp::kDefault;
      break;
    case '=':
      part.op = ParameterOp::kAssign;
      break;
    case '?':
      part.op = ParameterOp::kError;
      break;
    case '+':
      part.op = ParameterOp::kAlternative;
      break;
    case '#':
    case '%':
      if (colon) return bash() ? bash_operator(part, inside) : strange_parameter(part);
      part.op = ParameterOp::kTrim;
      at_ += peek(1) == peek() ? 2 : 1;
      inside = Quoting::kBare;
      return true;
    default:
      return bash_operator(part, inside);
  }
  at_ += colon ? 2 : 1;
  return true;
}

// Operators beyond POSIX. dash takes any character as an operator and complains when it runs; ash knows some.
bool Parser::bash_operator(WordPart& part, Quoting& inside) {
  part.op = ParameterOp::kOther;
  if (dash() || (ash() && peek() != '/' && peek() != ':')) return strange_parameter(part);
  if (ash() && peek(1) == '}') return unsupported("${} that busybox ash reads in its own way", at_);
  const bool pattern =
      peek() == '/' || (bash() && (peek() == '^' || peek() == ',' || peek() == '#' || peek() == '%'));
  if (pattern) inside = Quoting::kBare;
  return true;
}

// dash and ash swallow the character that is no operator, whatever it is.
bool Parser::strange_parameter(WordPart& part) {
  part.op = ParameterOp::kOther;
  if (peek() == '}' || at_end()) return true;
  if (peek() == ':') ++at_;
  if (at_end() || std::string_view("\"$`\\'}").find(peek()) != std::string_view::npos) {
    return unsupported("bad substitution", at_);
  }
  ++at_;
  return true;
}

// Up to the '}' that closes; the parts stay on the stack. `literal` is where the first one begins.
bool Parser::operand(Quoting quoting, std::uint32_t literal) {
  for (;;) {
    skip(kStopsFragment);
    if (at_end()) return true;
    if (peek() == '}') {
      flush(literal);
      return true;
    }
    if (!operand_special(quoting, literal)) return false;
  }
}

bool Parser::operand_special(Quoting quoting, std::uint32_t& literal) {
  switch (peek()) {
    case '\'':
      return operand_single_quote(quoting, literal);
    case '"':
      if (quoting == Quoting::kHereBody) return unsupported("quotes in ${} in a here-document", at_);
      return double_quoted(literal);
    case '`':
      return backquoted(quoting, literal);
    case '$':
      if (bash() && quoting != Quoting::kBare && peek(1) == '\'') {
        return unsupported("$' in ${} in double quotes", at_);
      }
      return dollar(quoting, literal);
    case '\\':
      if (quoting == Quoting::kBare ||
          std::string_view("$`\"\\}\n").find(peek(1)) != std::string_view::npos) {
        escaped(literal);
      } else {
        at_ += 1;
      }
      return true;
    case '*':
    case '?':
      if (quoting != Quoting::kBare) break;
      flush(literal);
      literal = ++at_;
      push_part(PartKind::kGlob, at_ - 1);
      return true;
    case '<':
    case '>':
      if ((quoting == Quoting::kBare || bash()) && process_substitution_at(at_)) {
        return unsupported("process substitution in ${}", at_);
      }
      break;
    default:
      break;
  }
  ++at_;
  return true;
}

// In double quotes a single quote is an ordinary character, but bash pairs them to find the closing brace.
bool Parser::operand_single_quote(Quoting quoting, std::uint32_t& literal) {
  if (quoting == Quoting::kBare) return single_quoted(literal);
  if (quoting == Quoting::kHereBody) return unsupported("quotes in ${} in a here-document", at_);
  if (!bash()) {
    ++at_;
    return true;
  }
  const std::uint32_t begin = at_;
  for (++at_; at_ < end_ && text_[at_] != '\''; ++at_) {
    if (is(text_[at_], kStopsQuoted) || text_[at_] == '}') {
      return unsupported("single quotes in ${} in double quotes", begin);
    }
  }
  if (at_end()) return fail("unterminated single quote", begin);
  ++at_;
  return true;
}

}  // namespace dockhone::shell
