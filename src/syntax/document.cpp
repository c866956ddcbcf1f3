#include "dockhone/syntax/document.h"

#include <algorithm>
#include <utility>

#include "parser.h"
#include "unicode.h"

namespace dockhone::syntax {

const Flag* Instruction::flag(std::string_view wanted) const {
  for (const Flag& each : flags) {
    if (each.name == wanted) return &each;
  }
  return nullptr;
}

Result<Document> Document::parse(std::string text) { return Parser::parse(std::move(text)); }

Result<Document> Document::parse(std::string text, const Document& before, std::span<const Splice> splices) {
  return Parser::parse(std::move(text), before, splices);
}

Result<Document> Parser::finish() && {
  if (text_.size() > kMaxInput) {
    return tl::unexpected(Error{ErrorKind::kSyntax, "the file is larger than 16 MiB",
                                "a Dockerfile of that size is a mistake", 0});
  }
  if (!run()) return tl::unexpected(std::move(*error_));
  return std::move(document_);
}

Result<Document> Parser::parse(std::string text, Checks checks) {
  return Parser(std::move(text), checks).finish();
}

Result<Document> Parser::parse(std::string text, const Document& before, std::span<const Splice> splices) {
  Parser parser(std::move(text), Checks::kAll);
  Document& document = parser.document_;
  document.kept_ = before.kept_;
  document.kept_.push_back(before.arena_);
  document.identities_ = before.identities_;
  parser.reuse_.emplace(before, parser.text_, splices, *document.arena_);
  return std::move(parser).finish();
}

Parser::Parser(std::string text, Checks checks) : checks_(checks) {
  document_.text_ = std::make_unique<std::string>(std::move(text));
  document_.arena_ = std::make_shared<Arena>();
  text_ = *document_.text_;
}

bool Parser::fail(std::uint32_t offset, std::string message, std::string help) {
  error_ = Error{ErrorKind::kSyntax, std::move(message), std::move(help), offset};
  return false;
}

bool Parser::run() {
  // Guesses that spare most files the growth of these.
  document_.instructions_.reserve(std::min<std::size_t>(text_.size() / 64 + 1, 64));
  document_.comments_.reserve(8);
  args_.reserve(16);
  words_.reserve(8);
  pairs_.reserve(8);
  segments_.reserve(32);
  pieces_.reserve(32);
  document_.has_bom_ = text_.starts_with("\xef\xbb\xbf");
  std::size_t newline = text_.find('\n');
  if (newline != std::string_view::npos && newline > 0 && text_[newline - 1] == '\r') {
    document_.newline_ = "\r\n";
  }
  Line line;
  while (next_line(line)) {
    if (line.begin == 0 && document_.has_bom_) line.begin = 3;
    std::uint32_t content = line.begin + indentation(text_.substr(line.begin, line.end - line.begin));
    if (content == line.end) {
      directives_open_ = false;
      comments_from_ = static_cast<std::uint32_t>(document_.comments_.size());
    } else if (text_[content] == '#') {
      if (!comment(line, content)) return false;
    } else if (!instruction(line, content)) {
      return false;
    }
  }
  if (error_) return false;
  if (document_.instructions_.empty()) {
    return fail(0, "there is no instruction in this file", "a Dockerfile begins with FROM");
  }
  return true;
}

}  // namespace dockhone::syntax
