// The leading --name=value words of an instruction.
#include "parser.h"
#include "unicode.h"

namespace dockhone::syntax {

namespace {

// The reference reads flags byte by byte as if each byte were a Latin-1 character.
bool is_latin1_space(char c) { return is_ascii_space(c) || c == '\x85' || c == '\xa0'; }

struct RawFlag {
  std::uint32_t end = 0;  // of the word
  bool plain = true;      // no quote, no escape, no byte beyond ASCII: the word is its own value
};

RawFlag scan(std::string_view text, std::uint32_t at, char escape) {
  RawFlag flag;
  char quote = 0;
  for (; at < text.size(); ++at) {
    char c = text[at];
    if (quote == 0 && is_latin1_space(c)) break;
    if (c == escape) {
      if (at + 1 < text.size()) ++at;
      flag.plain = false;
    } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
      quote = quote != 0 ? '\0' : c;
      flag.plain = false;
    } else if (!is_ascii(c)) {
      flag.plain = false;
    }
  }
  flag.end = at;
  return flag;
}

std::string decode(std::string_view word, char escape) {
  std::string out;
  char quote = 0;
  for (std::size_t at = 0; at < word.size(); ++at) {
    char c = word[at];
    bool delimiter = quote != 0 ? c == quote : c == '"' || c == '\'';
    if (delimiter) {
      quote = quote != 0 ? '\0' : c;
      continue;
    }
    if (c == escape) {
      if (++at == word.size()) break;
      c = word[at];
    }
    append_rune(out, static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

std::uint32_t Parser::read_flags(Instruction& instruction, std::uint32_t at) {
  std::string_view text = instruction.logical.text;
  flags_.clear();
  while (true) {
    while (at < text.size() && is_latin1_space(text[at])) ++at;
    if (!text.substr(at).starts_with("--")) break;
    RawFlag raw = scan(text, at, document_.escape_);
    std::string_view word = text.substr(at, raw.end - at);
    if (!raw.plain) word = keep(decode(word, document_.escape_));
    Span span{at, raw.end};
    at = raw.end;
    if (word == "--") break;
    std::size_t equals = word.find('=');
    Flag flag;
    flag.span = source_span(instruction.logical, span);
    if (equals != std::string_view::npos) {
      flag.name = word.substr(2, equals - 2);
      flag.value = word.substr(equals + 1);
      flag.has_value = true;
    } else {
      flag.name = word.substr(2);
    }
    flags_.push_back(flag);
  }
  instruction.flags = document_.arena_->copy(flags_);
  return at;
}

}  // namespace dockhone::syntax
