// Bodies of here-documents. The cursor stands behind a line end when they are read.
#include <cstring>

#include "parser_state.h"

namespace dockhone::shell {

bool Parser::here_documents() {
  for (std::size_t index = pending_base_; index < pending_.size(); ++index) {
    if (!here_document(*pending_[index])) return false;
  }
  pending_.drop(pending_base_);
  awaited_ = 0;
  return true;
}

bool Parser::here_document(Redirect& redirect) {
  std::string_view value;
  if (!delimiter_value(redirect.target, redirect, value)) return false;
  redirect.body = {at_, at_};
  bool joined = false;  // the line continues the one above: it cannot be the terminator
  while (!at_end()) {
    const std::uint32_t line = at_;
    const void* found = std::memchr(text_.data() + line, '\n', end_ - line);
    const bool last = found == nullptr;
    const std::uint32_t line_end =
        last ? end_ : static_cast<std::uint32_t>(static_cast<const char*>(found) - text_.data());
    at_ = last ? end_ : line_end + 1;
    if (!joined && is_terminator(redirect, line, line_end, value)) {
      redirect.terminator = {line, line_end};
      break;
    }
    redirect.body.end = at_;
    if (redirect.quoted) continue;
    std::uint32_t slashes = 0;
    while (slashes < line_end - line && text_[line_end - 1 - slashes] == '\\') ++slashes;
    const bool continued = slashes % 2 == 1;
    // Joined with the next line it may become the terminator, in some shells.
    const std::string_view head = slice(line, line_end - (continued ? 1 : 0));
    if (continued && (value.starts_with(head) || redirect.strip_tabs)) {
      return unsupported("line continuation in a here-document that may make its end", line_end - 1);
    }
    joined = continued;
  }
  if (redirect.terminator.empty()) redirect.terminator = {at_, at_};
  return redirect.quoted || here_body(redirect);
}

bool Parser::is_terminator(const Redirect& redirect, std::uint32_t line, std::uint32_t line_end,
                           std::string_view value) const {
  if (redirect.strip_tabs) {
    while (line < line_end && text_[line] == '\t') ++line;
  }
  return slice(line, line_end) == value;
}

// The delimiter after quote removal, in the arena where it is not a slice of the text.
bool Parser::delimiter_value(const Word& word, Redirect& redirect, std::string_view& value) {
  if (word.parts.size() == 1 && word.parts[0].kind == PartKind::kLiteral) {
    value = word.span.in(text_);
    return true;
  }
  redirect.quoted = true;
  for (const WordPart& part : word.parts) {
    const bool plain = part.kind == PartKind::kLiteral || part.kind == PartKind::kSingleQuoted ||
                       part.kind == PartKind::kDoubleQuoted ||
                       (part.kind == PartKind::kEscaped && text_[part.span.begin + 1] != '\n');
    if (!plain) return unsupported("expansion in the delimiter of a here-document", word.span.begin);
  }
  const std::optional<std::string> unquoted = static_value(word, text_);
  if (!unquoted || unquoted->empty() || unquoted->find('\n') != std::string::npos) {
    return unsupported("delimiter of a here-document", word.span.begin);
  }
  value = arena_.copy(std::string_view(*unquoted));
  return true;
}

// Expansions in an unquoted body. They must end before the terminator; where they do not, the shells differ.
bool Parser::here_body(Redirect& redirect) {
  const std::uint32_t behind = at_;
  const std::uint32_t outer_end = end_;
  const std::size_t mark = parts_.size();
  const Nested outside{awaited_, outer_awaited_, pending_base_};
  outer_awaited_ = awaited_ = 0;
  pending_base_ = pending_.size();
  at_ = redirect.body.begin;
  end_ = redirect.body.end;
  std::uint32_t literal = at_;
  for (;;) {
    skip(kStopsQuoted);
    if (at_end()) break;
    bool ok = true;
    if (peek() == '$') {
      ok = dollar(Quoting::kHereBody, literal);
    } else if (peek() == '`') {
      ok = backquoted(Quoting::kHereBody, literal);
    } else if (peek() == '\\' && std::string_view("$`\\\n").find(peek(1)) != std::string_view::npos) {
      escaped(literal);
    } else {
      ++at_;
    }
    if (ok) continue;
    failure_.kind = ParseError::Kind::kUnsupported;
    return false;
  }
  flush(literal);
  redirect.body_parts = parts_.take(arena_, mark);
  at_ = behind;
  end_ = outer_end;
  awaited_ = outside.awaited;
  outer_awaited_ = outside.outer;
  pending_base_ = outside.base;
  return true;
}

}  // namespace dockhone::shell
