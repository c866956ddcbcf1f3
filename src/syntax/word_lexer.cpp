#include "word_lexer.h"

#include <utility>

namespace dockhone::syntax {

namespace {

constexpr unsigned kMaxDepth = 200;

}  // namespace

WordLexer::WordLexer(std::string_view text, LexOptions options, const LookupFn& lookup)
    : text_(text), options_(options), lookup_(lookup), raw_escapes_(options.raw_escapes) {
  // The scanner of the reference ignores a byte-order mark at the start of what it reads.
  if (text.starts_with("\xef\xbb\xbf")) at_ = 3;
}

bool WordLexer::fail(std::uint32_t offset, std::string message, std::string help) {
  error_ = {ErrorKind::kSyntax, std::move(message), std::move(help), offset};
  return false;
}

char32_t WordLexer::next() {
  if (at_ >= text_.size()) return kEnd;
  Rune rune = decode_rune(text_.substr(at_));
  at_ += rune.width;
  return rune.value;
}

bool WordLexer::run() {
  if (!until(kEnd, options_.raw_escapes, result_)) return false;
  if (unknown_) result_.clear();
  return true;
}

bool WordLexer::until(char32_t stop, bool raw_escapes, std::string& out) {
  if (++depth_ > kMaxDepth) return fail(at_, "variables are nested too deeply", "nest them less deeply");
  std::size_t outer_words = words_.done.size();
  bool outer_in_word = std::exchange(words_.in_word, false);
  words_.buffer.clear();
  bool outer_raw = std::exchange(raw_escapes_, raw_escapes);
  std::uint32_t begin = at_;
  bool stopped = false;
  while (peek() != kEnd && !stopped) {
    char32_t rune = peek();
    if (stop != kEnd && rune == stop) {
      next();
      stopped = true;
    } else if (rune == '$' || rune == '<' || rune == '\'' || rune == '"') {
      if (!special(rune, out)) return false;
    } else if (!plain(out)) {
      break;
    }
  }
  if (stop != kEnd && !stopped) {
    return fail(begin, std::string("the closing ") + static_cast<char>(stop) + " of ${ is missing", "add it");
  }
  flush_word();
  raw_escapes_ = outer_raw;
  if (--depth_ > 0) {
    words_.done.resize(outer_words);
    words_.in_word = outer_in_word;
  }
  return true;
}

bool WordLexer::special(char32_t rune, std::string& out) {
  std::uint32_t begin = at_;
  std::string piece;
  bool fine = true;
  if (rune == '$') {
    fine = dollar(piece);
  } else if (rune == '<') {
    less_than(piece);
  } else {
    fine = rune == '"' ? double_quoted(piece) : single_quoted(piece);
  }
  if (!fine) return false;
  if (!append(out, piece)) return true;
  if (rune == '$') {
    add_split(piece, begin);
  } else {
    add_raw(piece, begin);
  }
  return true;
}

// One character, or an escape character and the one after it; false at an escape character that ends the
// text.
bool WordLexer::plain(std::string& out) {
  std::uint32_t begin = at_;
  char32_t rune = next();
  if (rune != static_cast<char32_t>(options_.escape)) {
    add_char(rune, begin);
    append_rune(out, rune);
    return true;
  }
  std::string raw;
  if (raw_escapes_) append_rune(raw, rune);
  rune = next();
  bool ended = rune == kEnd;
  if (!ended) append_rune(raw, rune);
  if (!raw.empty()) add_raw(raw, begin);
  out += raw;
  return !ended;
}

bool WordLexer::single_quoted(std::string& out) {
  std::uint32_t begin = at_;
  next();
  std::size_t end = text_.find('\'', at_);
  if (end == std::string_view::npos) {
    return fail(begin, "the closing ' is missing", "add it, or escape the ' where it is meant literally");
  }
  std::string_view inside = text_.substr(at_, end - at_);
  if (options_.raw_quotes) out.push_back('\'');
  if (well_formed(inside)) {
    out += inside;
  } else {
    out += replace_malformed(inside);
  }
  if (options_.raw_quotes) out.push_back('\'');
  at_ = static_cast<std::uint32_t>(end + 1);
  return true;
}

bool WordLexer::double_quoted(std::string& out) {
  std::uint32_t begin = at_;
  auto escape = static_cast<char32_t>(options_.escape);
  next();
  if (options_.raw_quotes) out.push_back('"');
  while (true) {
    char32_t rune = peek();
    if (rune == kEnd) {
      return fail(begin, "the closing \" is missing", "add it, or escape the \" where it is meant literally");
    }
    if (rune == '$') {
      if (!dollar(out)) return false;
      continue;
    }
    next();
    if (rune == '"') break;
    if (rune == escape) {
      if (raw_escapes_) append_rune(out, rune);
      char32_t after = peek();
      if (after == kEnd) continue;
      if (after == '"' || after == '$' || after == escape) rune = next();
    }
    append_rune(out, rune);
  }
  if (options_.raw_quotes) out.push_back('"');
  return true;
}

// Keeps `<< EOF` one word.
void WordLexer::less_than(std::string& out) {
  next();
  out.push_back('<');
  if (peek() != '<') return;
  next();
  out.push_back('<');
  while (peek() == '\t' || peek() == '\r' || peek() == ' ') append_rune(out, next());
}

bool WordLexer::spend(std::size_t work) {
  work_ += work;
  if (work_ <= options_.max_work) return true;
  unknown_ = true;
  return false;
}

// False where the text does not fit, and the result is thereby unknown.
bool WordLexer::append(std::string& out, std::string_view text) {
  if (!spend(text.size())) return false;
  if (out.size() + text.size() > options_.max_result) {
    unknown_ = true;
    return false;
  }
  out += text;
  return true;
}

void WordLexer::add_char(char32_t rune, std::uint32_t begin) {
  if (!is_space(rune)) {
    if (words_.buffer.empty()) words_.span.begin = begin;
    append_rune(words_.buffer, rune);
    words_.span.end = at_;
    words_.in_word = true;
  } else if (words_.in_word) {
    flush_word();
  }
}

void WordLexer::add_raw(std::string_view text, std::uint32_t begin) {
  if (words_.buffer.empty()) words_.span.begin = begin;
  words_.buffer += text;
  words_.span.end = at_;
  words_.in_word = true;
}

void WordLexer::add_split(std::string_view text, std::uint32_t begin) {
  while (!text.empty()) {
    Rune rune = decode_rune(text);
    add_char(rune.value, begin);
    text.remove_prefix(rune.width);
  }
}

void WordLexer::flush_word() {
  if (words_.buffer.empty()) return;
  words_.done.push_back({words_.buffer, words_.span});
  words_.buffer.clear();
  words_.in_word = false;
}

}  // namespace dockhone::syntax
