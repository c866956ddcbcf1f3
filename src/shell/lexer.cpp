// Cursor, blanks, comments, line ends, reserved words, failures.
#include <cstring>

#include "parser_state.h"

namespace dockhone::shell {

Parser::Parser(std::string_view text, Dialect dialect, Arena& arena, int depth)
    : text_(text),
      dialect_(dialect),
      arena_(arena),
      end_(static_cast<std::uint32_t>(text.size())),
      depth_(depth) {}

bool Parser::script(const List*& out) {
  if (text_.size() > kMaxScript) return unsupported("script longer than 1 MiB", kMaxScript);
  if (const std::size_t nul = text_.find('\0'); nul != text_.npos) {
    return unsupported("NUL byte", static_cast<std::uint32_t>(nul));
  }
  if (!list(true, out)) return false;
  if (!at_end()) return unexpected();
  return pending_.size() == 0 || here_documents();
}

std::uint32_t Parser::behind_continuations(std::uint32_t at) const {
  while (continues(at)) at += 2;
  return at;
}

void Parser::skip_name() {
  while (at_ < end_ && is(text_[at_], kNameChar)) ++at_;
}

void Parser::skip_more_blanks() {
  for (;;) {
    while (at_ < end_ && is_blank(text_[at_])) ++at_;
    if (!continues(at_)) break;
    at_ += 2;
  }
  if (peek() != '#') return;
  const std::uint32_t begin = at_;
  const void* end = std::memchr(text_.data() + at_, '\n', end_ - at_);
  at_ = end == nullptr ? end_ : static_cast<std::uint32_t>(static_cast<const char*>(end) - text_.data());
  comments_.push({begin, at_});
}

// A line end is where the bodies of here-documents begin.
bool Parser::newline() {
  ++at_;
  if (awaited_ == 0 && outer_awaited_ == 0) return true;
  // The shells disagree about whose body comes next, or the redirection is not complete yet.
  if (outer_awaited_ != 0 || awaited_ != pending_.size() - pending_base_) {
    return unsupported("line end inside a command that awaits a here-document", at_ - 1);
  }
  return here_documents();
}

bool Parser::skip_newlines() {
  for (;;) {
    skip_blanks();
    if (peek() != '\n') return true;
    if (!newline()) return false;
  }
}

// True, with a failure, when a line continuation at `at` glues an operator to what is behind it.
bool Parser::operator_joined(std::uint32_t at) {
  if (!continues(at)) return false;
  const std::uint32_t behind = behind_continuations(at);
  const char next = behind < end_ ? text_[behind] : ' ';
  if (std::string_view("&|;<>(-!").find(next) == std::string_view::npos) return false;
  unsupported("line continuation inside an operator", at);
  return true;
}

Keyword Parser::keyword_here(std::uint32_t& keyword_end) const {
  if (!kBeginsKeyword[static_cast<unsigned char>(peek())]) return Keyword::kNone;
  constexpr std::uint32_t kLongest = 8;
  std::uint32_t at = at_;
  while (at < end_ && at - at_ <= kLongest && !is(text_[at], kEndsWord | kStopsQuoted)) ++at;
  if (at == at_ || at - at_ > kLongest || !word_ends_at(behind_continuations(at))) return Keyword::kNone;
  keyword_end = at;
  return keyword(slice(at_, at), dialect_);
}

Keyword Parser::keyword_here() const {
  std::uint32_t keyword_end = 0;
  return keyword_here(keyword_end);
}

bool Parser::expect(Keyword keyword, const char* what) {
  skip_blanks();
  std::uint32_t keyword_end = at_;
  if (at_end() || keyword_here(keyword_end) != keyword) return fail(what, at_);
  at_ = last_ = keyword_end;
  return true;
}

bool Parser::fail(const char* what, std::uint32_t offset, Span token) {
  if (failure_.what == nullptr) failure_ = {ParseError::Kind::kSyntax, offset, what, token};
  return false;
}

bool Parser::unsupported(const char* what, std::uint32_t offset) {
  if (failure_.what == nullptr) failure_ = {ParseError::Kind::kUnsupported, offset, what, {}};
  return false;
}

bool Parser::unexpected() {
  if (at_end()) return fail("unexpected end", at_);
  if (peek() == '\n') return fail("unexpected end of line", at_);
  std::uint32_t token_end = at_ + 1;
  if (is(peek(), kEndsWord)) {
    if (peek(1) == peek() && peek() != '(' && peek() != ')') ++token_end;
  } else {
    while (token_end < end_ && token_end - at_ < 40 && !is(text_[token_end], kEndsWord)) ++token_end;
  }
  return fail("unexpected", at_, {at_, token_end});
}

bool Parser::too_deep() { return unsupported("nested deeper than 100 levels", at_); }

}  // namespace dockhone::shell
