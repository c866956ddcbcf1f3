// Whether dash, bash and busybox ash read a script alike. First a scan that looks for anything that only some
// of them know, quoted or not; nearly all scripts pass it. Where it finds something, the three trees decide.
#include "chars.h"
#include "dockhone/shell/parser.h"
#include "same_tree.h"

namespace dockhone::shell {

namespace {

class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  bool suspicious() {
    for (at_ = 0; at_ < text_.size(); ++at_) {
      if (is_letter_run()) continue;
      if (suspicious_here()) return true;
    }
    return backquote_ && backslash_;
  }

 private:
  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  char before() const { return at_ > 0 ? text_[at_ - 1] : '\0'; }
  char next() const { return at(at_ + 1); }

  // Names pass quickly, unless they are one of the commands that bash or ash reserve.
  bool is_letter_run() {
    if (!is(text_[at_], kNameStart)) return false;
    const std::size_t begin = at_;
    while (is(at(at_ + 1), kNameChar)) ++at_;
    const std::string_view name = text_.substr(begin, at_ + 1 - begin);
    if (name == "time" || name == "function" || name == "select" || name == "coproc") reserved_ = true;
    return !reserved_;
  }

  bool suspicious_here() {
    if (reserved_) return true;
    switch (text_[at_]) {
      case '[':
        return next() == '[' || before() == '$' || is(before(), kNameChar);
      case ']':
        return next() == ']';
      case '(':
        return opens();
      case '{':
        return before() == '$' ? parameter() : brace();
      case '}':
        return (in_braces_ && comma_) || next() == '<' || next() == '>';
      case ',':
        comma_ = comma_ || in_braces_;
        return false;
      case '.':
        comma_ = comma_ || (in_braces_ && next() == '.');
        return false;
      case '&':
        return next() == '>' || before() == '|' || before() == ';';
      case '<':
      case '>':
        return redirects();
      case '$':
        return next() == '\'' || next() == '"';
      case '`':
        backquote_ = true;
        return false;
      case '\\':
        backslash_ = true;
        return next() == '\n';
      case '=':
        return before() == '+';
      case '!':
        return at(behind_blanks(at_ + 1)) == '!';
      case '~':
        return before() == '=' || before() == ':';
      default:
        return false;
    }
  }

  bool opens() {
    if (std::string_view("(=<>").find(before()) != std::string_view::npos && at_ > 0) return true;
    return at(behind_blanks(at_ + 1)) == ')';
  }

  std::size_t behind_blanks(std::size_t offset) const {
    while (is_blank(at(offset))) ++offset;
    return offset;
  }

  // A single digit before < or > that is itself what a redirection names.
  bool digit_is_target() const {
    std::size_t offset = at_ - 1;
    while (offset > 0 && is_blank(text_[offset - 1])) --offset;
    return offset > 0 && std::string_view("&<>|").find(text_[offset - 1]) != std::string_view::npos;
  }

  bool brace() {
    in_braces_ = true;
    return false;
  }

  // ${x}, ${#x}, or an operator of POSIX and an operand in which nothing is special.
  bool parameter() {
    std::size_t offset = at_ + 1;
    if (at(offset) == '#' && is(at(offset + 1), kNameStart)) ++offset;
    const bool length = offset > at_ + 1;
    if (!is(at(offset), kNameStart)) return !is_special_parameter(at(offset)) || at(offset + 1) != '}';
    while (is(at(offset), kNameChar)) ++offset;
    if (at(offset) == '}') return false;
    if (at(offset) == ':') {
      if (std::string_view("-=?+").find(at(++offset)) == std::string_view::npos) return true;
    } else if (std::string_view("-=?+#%").find(at(offset)) == std::string_view::npos) {
      return true;
    }
    while (offset < text_.size() && text_[offset] != '}') {
      if (std::string_view("'\"`$\\<>~\n").find(text_[offset++]) != std::string_view::npos) return true;
    }
    return length || offset >= text_.size();
  }

  // More digits than one, what follows >&-, here-documents, targets that bash alone would expand.
  bool redirects() {
    if (is(before(), kDigit) && at_ >= 2 && (is(text_[at_ - 2], kDigit) || digit_is_target())) return true;
    if (next() == '<' || (next() == '&' && at(at_ + 2) == '-')) return true;
    std::size_t offset = at_ + 1;
    while (std::string_view("&>| \t").find(at(offset)) != std::string_view::npos && offset < text_.size())
      ++offset;
    while (offset < text_.size() && !is(text_[offset], kEndsWord)) {
      if (std::string_view("*?[{~").find(text_[offset++]) != std::string_view::npos) return true;
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool in_braces_ = false;
  bool comma_ = false;
  bool backquote_ = false;
  bool backslash_ = false;
  bool reserved_ = false;
};

}  // namespace

bool dialect_neutral(std::string_view text) {
  if (!Scan(text).suspicious()) return true;
  const auto dash = parse(text, Dialect::kDash);
  if (!dash) return false;
  const auto bash = parse(text, Dialect::kBash);
  if (!bash || !same_tree(*dash->list, *bash->list)) return false;
  const auto ash = parse(text, Dialect::kAsh);
  return ash && same_tree(*dash->list, *ash->list);
}

}  // namespace dockhone::shell
