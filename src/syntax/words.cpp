#include "words.h"

#include "unicode.h"

namespace dockhone::syntax {

namespace {

struct Cursor {
  std::string_view text;
  std::uint32_t at = 0;
  bool malformed = false;

  bool done() const { return at >= text.size(); }

  void step() {
    if (is_ascii(text[at])) {
      ++at;
      return;
    }
    Rune rune = decode_rune(text.substr(at));
    malformed |= rune.width == 1;
    at += rune.width;
  }

  bool at_space() const {
    return is_ascii(text[at]) ? is_ascii_space(text[at]) : leading_space(text.substr(at)) > 0;
  }
};

// Moves to the end of the word; true when its last byte is an escape character with nothing to escape.
bool skip_word(Cursor& cursor, char escape) {
  char quote = 0;
  while (!cursor.done()) {
    char c = cursor.text[cursor.at];
    if (quote == 0 && cursor.at_space()) return false;
    cursor.step();
    if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    } else if (c == escape && quote != '\'') {
      if (cursor.done()) return true;
      cursor.step();
    }
  }
  return false;
}

}  // namespace

void split_words(std::string_view text, char escape, Arena& arena, std::vector<Word>& words) {
  words.clear();
  Cursor cursor{text};
  while (true) {
    cursor.at += indentation(text.substr(cursor.at));
    if (cursor.done()) return;
    std::uint32_t begin = cursor.at;
    cursor.malformed = false;
    bool lone_escape = skip_word(cursor, escape);
    Word word{{begin, cursor.at}, {}};
    word.text = word.span.in(text);
    if (lone_escape) word.text.remove_suffix(1);
    if (cursor.malformed) word.text = arena.copy(replace_malformed(word.text));
    if (!word.text.empty()) words.push_back(word);
  }
}

}  // namespace dockhone::syntax
