// $name and ${name...} of the lexer of words.
#include <algorithm>
#include <utility>

#include "pattern.h"
#include "word_lexer.h"

namespace dockhone::syntax {

namespace {

bool is_special_parameter(char32_t rune) {
  return rune < 0x80 &&
         std::string_view("@*#?-$!0").find(static_cast<char>(rune)) != std::string_view::npos && rune != 0;
}

}  // namespace

std::string_view WordLexer::read_name() {
  std::uint32_t begin = at_;
  char32_t first = peek();
  auto digit = [this] { return peek() != kEnd && is_digit(peek()); };
  if (first == kEnd) return {};
  if (is_digit(first)) {
    while (digit()) next();
  } else if (is_special_parameter(first)) {
    next();
  } else {
    while (peek() != kEnd && (is_letter(peek()) || is_digit(peek()) || peek() == '_')) next();
  }
  return text_.substr(begin, at_ - begin);
}

WordLexer::Value WordLexer::look_up(std::string_view name) {
  used_variable_ = true;
  Lookup found = lookup_ ? lookup_(name) : Lookup{};
  if (found.state == Lookup::State::kUnset && std::find(unset_.begin(), unset_.end(), name) == unset_.end()) {
    unset_.emplace_back(name);
  }
  return {found.value, found.state == Lookup::State::kSet, found.state == Lookup::State::kUnknown};
}

bool WordLexer::take(const Value& value, std::string& out) {
  unknown_ |= value.unknown;
  append(out, value.text);
  return true;
}

bool WordLexer::take(const Operand& word, std::string& out) {
  unknown_ |= word.unknown;
  append(out, word.text);
  return true;
}

bool WordLexer::dollar(std::string& out) {
  std::uint32_t begin = at_;
  next();
  if (peek() == '{') return braced(begin, out);
  std::string_view name = read_name();
  if (name.empty()) {
    out.push_back('$');
    return true;
  }
  variables_.push_back({{begin, at_}, {begin + 1, at_}, {at_, at_}, true});
  Value value = look_up(name);
  if (value.set || value.unknown || !options_.skip_unset) return take(value, out);
  out += '$';
  out += name;
  return true;
}

bool WordLexer::braced(std::uint32_t begin, std::string& out) {
  next();
  char32_t first = peek();
  if (first == kEnd) return fail(begin, "the closing } is missing", "add it");
  if (first == '{' || first == '}' || first == ':') {
    return fail(begin, "a variable name is missing between ${ and }", "write ${name}");
  }
  Span name_span{at_, at_};
  std::string_view name = read_name();
  name_span.end = at_;
  std::size_t index = variables_.size();
  variables_.push_back({{begin, begin}, name_span, {at_, at_}, false});
  char32_t op = next();
  bool fine = true;
  if (op == '}') {
    variables_[index].plain = true;
    Value value = look_up(name);
    if (value.set || value.unknown || !options_.skip_unset) {
      take(value, out);
    } else {
      out.append("${").append(name).push_back('}');
    }
  } else {
    bool colon = op == ':';
    if (colon) op = next();
    variables_[index].operand.begin = at_;
    fine = !colon && op == '/' ? replaced(name, out) : modified(begin, op, colon, name, out);
    variables_[index].operand.end = std::max(variables_[index].operand.begin, at_ - 1);
  }
  variables_[index].span.end = at_;
  return fine;
}

// What the operand says about unknown variables counts only where the operand is used.
bool WordLexer::operand(char32_t stop, bool raw_escapes, Operand& result) {
  bool before = std::exchange(unknown_, false);
  result.span.begin = at_;
  bool fine = until(stop, raw_escapes, result.text);
  result.span.end = at_ - 1;
  result.unknown = std::exchange(unknown_, before);
  return fine;
}

bool WordLexer::modified(std::uint32_t begin, char32_t op, bool colon, std::string_view name,
                         std::string& out) {
  std::string written(colon ? ":" : "");
  if (op != kEnd) append_rune(written, op);
  auto unsupported = [&] {
    return fail(begin, "the operator " + written + " is not supported in ${" + std::string(name) + "...}",
                "a builder supports :- - :+ + :? ? # ## % %% / //");
  };
  bool pattern = op == '#' || op == '%';
  bool known = op == '-' || op == '+' || op == '?' || pattern;
  // Where unset variables stay as they are, the operator of one is never looked at.
  if ((!colon && !known) || (colon && pattern)) return unsupported();
  Operand word;
  if (!operand('}', pattern, word)) return false;
  Value value = look_up(name);
  if (options_.skip_unset && !value.set && !value.unknown) {
    out.append("${").append(name).append(written).append(word.text).push_back('}');
    return true;
  }
  if (!known) return unsupported();
  if (value.unknown) return take(value, out);
  bool absent = !value.set || (colon && value.text.empty());
  switch (op) {
    case '-':
      return absent ? take(word, out) : take(value, out);
    case '+':
      return absent || take(word, out);
    case '?':
      return require(begin, name, colon, value, word, out);
    default:
      return trimmed(begin, op, value, word, out);
  }
}

bool WordLexer::require(std::uint32_t begin, std::string_view name, bool null_is_unset, const Value& value,
                        const Operand& word, std::string& out) {
  if (value.set && !(null_is_unset && value.text.empty())) return take(value, out);
  std::string why = !word.text.empty() ? word.text : value.set ? "must not be empty" : "must be set";
  return fail(begin, std::string(name) + ": " + why, "give " + std::string(name) + " a value");
}

bool WordLexer::matched(std::uint32_t begin, const PatternResult& result, std::string& out) {
  if (result.error == PatternError::kBadEscape) {
    return fail(begin, "a \\ in this pattern stands before something else than * ? \\", "remove it");
  }
  if (result.error == PatternError::kTooLarge) unknown_ = true;
  append(out, result.value);
  return true;
}

bool WordLexer::trimmed(std::uint32_t begin, char32_t op, const Value& value, const Operand& word,
                        std::string& out) {
  if (word.unknown) return take(word, out);
  if (!spend(value.text.size() * (word.text.size() + 1))) return true;
  std::string_view pattern = word.text;
  bool longest = !pattern.empty() && static_cast<char32_t>(pattern[0]) == op;
  if (longest) pattern.remove_prefix(1);
  PatternResult result =
      op == '#' ? trim_prefix(value.text, pattern, longest) : trim_suffix(value.text, pattern, longest);
  return matched(begin, result, out);
}

bool WordLexer::replaced(std::string_view name, std::string& out) {
  std::uint32_t begin = at_;
  bool all = peek() == '/';
  if (all) next();
  Operand pattern, replacement;
  if (!operand('/', true, pattern) || !operand('}', true, replacement)) return false;
  Value value = look_up(name);
  if (options_.skip_unset && !value.set && !value.unknown) {
    out.append("${").append(name).append("/").append(pattern.text).append("/").append(replacement.text);
    out.push_back('}');
    return true;
  }
  unknown_ |= value.unknown || pattern.unknown || replacement.unknown;
  if (value.unknown || pattern.unknown || replacement.unknown) return true;
  if (!spend(value.text.size() * (pattern.text.size() + 1))) return true;
  PatternResult result = all ? replace_all(value.text, pattern.text, replacement.text)
                             : replace_first(value.text, pattern.text, replacement.text);
  return matched(begin, result, out);
}

}  // namespace dockhone::syntax
