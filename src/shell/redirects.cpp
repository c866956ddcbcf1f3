// Redirections before, between and behind the words of a command.
#include "parser_state.h"

namespace dockhone::shell {

// At the start of a token. A descriptor counts only where it touches the operator.
bool Parser::redirect_ahead(std::uint32_t& operator_at) {
  const char c = peek();
  if (!is(c, kMayRedirect) || at_end()) return false;
  operator_at = at_;
  if (c == '<' || c == '>') return !process_substitution_at(at_);
  if (c == '&') return !dash() && peek(1) == '>';
  std::uint32_t at = at_;
  if (c == '{') {
    if (!bash()) return false;
    for (++at; at < end_ && is(text_[at], kNameChar);) ++at;
    if (!is(peek(1), kNameStart) || at >= end_ || text_[at++] != '}') return false;
  } else {
    // dash takes a single digit; more are a word that the redirection follows.
    const std::uint32_t longest = dash() ? 1 : 9;
    while (at < end_ && is(text_[at], kDigit)) ++at;
    if (at - at_ > longest) return false;
  }
  operator_at = at;
  return at < end_ && (text_[at] == '<' || text_[at] == '>') && !process_substitution_at(at);
}

// Pushes one redirection.
bool Parser::redirect(std::uint32_t operator_at) {
  if (ash() && peek() == '&' && at_ > 0 && is(text_[at_ - 1], kDigit))
    return unsupported("digit before &>", at_);
  Redirect out;
  out.span.begin = at_;
  out.descriptor = {at_, operator_at};
  at_ = operator_at;
  if (!redirect_operator(out)) return false;
  skip_blanks();
  // What looks like the descriptor of the next redirection is that; bash lets it be one after <& and >&.
  const bool duplicates = out.op == RedirectOp::kDupIn || out.op == RedirectOp::kDupOut;
  const bool number = bash() && duplicates && is(peek(), kDigit);
  std::uint32_t next_at = at_;
  if (at_end() || word_ends_at(at_) || (!number && redirect_ahead(next_at))) return unexpected();
  const bool here_document = out.op == RedirectOp::kHereDoc;
  const WordUse use = here_document                       ? WordUse::kDelimiter
                      : out.op == RedirectOp::kHereString ? WordUse::kPlain
                                                          : WordUse::kTarget;
  if (!word(use, out.target)) return false;
  if (bash() && !here_document && bash_assigns(out))
    return unsupported("assignment as a target", out.target.span.begin);
  if (here_document) ++awaited_;
  out.span.end = at_;
  redirects_.push(out);
  return true;
}

// Before a command's name bash takes some targets for assignments.
bool Parser::bash_assigns(const Redirect& redirect) const {
  if (breaks_subscript(redirect.target.span)) return true;
  return redirect.op == RedirectOp::kAppendBoth &&
         redirect.target.span.in(text_).find('=') != std::string_view::npos;
}

bool Parser::redirect_operator(Redirect& out) {
  struct Operator {
    std::string_view text;
    RedirectOp op;
  };
  // Longest first.
  static constexpr Operator kOperators[] = {
      {"<<<", RedirectOp::kHereString}, {"<<-", RedirectOp::kHereDoc},    {"<<", RedirectOp::kHereDoc},
      {"<&", RedirectOp::kDupIn},       {"<>", RedirectOp::kReadWrite},   {"<", RedirectOp::kIn},
      {">>", RedirectOp::kAppend},      {">&", RedirectOp::kDupOut},      {">|", RedirectOp::kClobber},
      {">", RedirectOp::kOut},          {"&>>", RedirectOp::kAppendBoth}, {"&>", RedirectOp::kOutBoth},
  };
  for (const Operator& candidate : kOperators) {
    if (!looking_at(candidate.text)) continue;
    const bool bash_only = candidate.op == RedirectOp::kHereString || candidate.op == RedirectOp::kAppendBoth;
    if (bash_only && !bash()) return unexpected();
    at_ += static_cast<std::uint32_t>(candidate.text.size());
    out.op = candidate.op;
    out.strip_tabs = candidate.text == "<<-";
    // bash ends the token >&- here, the others read a word that begins with '-'.
    const bool duplicates = out.op == RedirectOp::kDupIn || out.op == RedirectOp::kDupOut;
    if (duplicates && bash() && peek() == '-' && !word_ends_at(at_ + 1)) {
      return unsupported("text behind >&-", at_);
    }
    return !operator_joined(at_);
  }
  return unexpected();
}

// Here-documents are filled in at the next line end, when the redirections have their final place.
std::span<const Redirect> Parser::take_redirects(std::size_t mark) {
  if (redirects_.size() == mark) return {};
  const std::span<const Redirect> taken = redirects_.take(arena_, mark);
  for (const Redirect& redirect : taken) {
    if (redirect.op == RedirectOp::kHereDoc) pending_.push(const_cast<Redirect*>(&redirect));
  }
  return taken;
}

// Behind a compound command.
bool Parser::trailing_redirects(Command& out) {
  const std::size_t mark = redirects_.size();
  out.span.end = at_;
  for (;;) {
    skip_blanks();
    std::uint32_t operator_at = at_;
    if (!redirect_ahead(operator_at)) break;
    if (!redirect(operator_at)) return false;
    out.span.end = at_;
  }
  out.redirects = take_redirects(mark);
  return true;
}

}  // namespace dockhone::shell
