#include "json.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "unicode.h"

namespace dockhone::syntax {

namespace {

bool is_number_char(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// A scanner with its own stack: nesting costs a byte, not a stack frame.
class Scanner {
 public:
  Scanner(std::string_view text, std::vector<Span>& strings) : text_(text), strings_(strings) {}

  JsonArray array() {
    if (!all('[')) return {};
    if (mixed_) return {JsonKind::kMixed, culprit_};
    return {JsonKind::kStrings, 0};
  }

  Span member(std::string_view key) {
    wanted_ = key;
    return all('{') ? member_ : Span{};
  }

 private:
  // True where the whole text is one valid value that begins with `first`.
  bool all(char first) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != first) return false;
    open();
    while (!open_.empty()) {
      if (!step()) return false;
    }
    skip_blanks();
    return at_ == text_.size();
  }

  enum class Expect { kValueOrClose, kValue, kKeyOrClose, kKey, kSeparator };

  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  // Go's decoder gives up at this depth; what it gives up on is shell form.
  bool open() {
    constexpr std::size_t kMaxDepth = 10000;
    open_.push_back(text_[at_++]);
    expect_ = open_.back() == '[' ? Expect::kValueOrClose : Expect::kKeyOrClose;
    return open_.size() <= kMaxDepth;
  }

  bool close() {
    char closing = open_.back() == '[' ? ']' : '}';
    if (!take(closing)) return false;
    open_.pop_back();
    expect_ = Expect::kSeparator;
    return true;
  }

  bool step() {
    skip_blanks();
    switch (expect_) {
      case Expect::kValueOrClose:
        return close() || value();
      case Expect::kValue:
        return value();
      case Expect::kKeyOrClose:
        return close() || key();
      case Expect::kKey:
        return key();
      case Expect::kSeparator:
        if (!take(',')) return close();
        expect_ = open_.back() == '[' ? Expect::kValue : Expect::kKey;
        return true;
    }
    return false;
  }

  bool key() {
    std::uint32_t begin = at_;
    if (!string()) return false;
    if (open_.size() == 1) at_wanted_ = decode_json(text_.substr(begin, at_ - begin)) == wanted_;
    skip_blanks();
    expect_ = Expect::kValue;
    return take(':');
  }

  bool value() {
    if (at_ >= text_.size()) return false;
    std::uint32_t begin = at_;
    expect_ = Expect::kSeparator;
    char c = text_[at_];
    if (c == '"') {
      if (!string()) return false;
      if (open_.size() == 1) strings_.push_back({begin, at_});
      if (open_.size() == 1 && at_wanted_) member_ = {begin, at_};
      return true;
    }
    if (open_.size() == 1 && at_wanted_) member_ = {};
    if (open_.size() == 1 && !mixed_) {
      mixed_ = true;
      culprit_ = begin;
    }
    if (c == '[' || c == '{') return open();
    if (c == '-' || is_number_char(c)) return number();
    return word("true") || word("false") || word("null");
  }

  bool word(std::string_view literal) {
    if (!text_.substr(at_).starts_with(literal)) return false;
    at_ += static_cast<std::uint32_t>(literal.size());
    return true;
  }

  bool digits() {
    std::uint32_t begin = at_;
    while (at_ < text_.size() && is_number_char(text_[at_])) ++at_;
    return at_ > begin;
  }

  bool number() {
    std::uint32_t begin = at_;
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return false;
    }
    // A number that no float64 holds makes the decoder fail, and the text is shell form again.
    return !std::isinf(std::strtod(std::string(text_.substr(begin, at_ - begin)).c_str(), nullptr));
  }

  bool string() {
    if (!take('"')) return false;
    while (at_ < text_.size()) {
      char c = text_[at_++];
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '\\' && !escape()) return false;
    }
    return false;
  }

  bool escape() {
    if (at_ >= text_.size()) return false;
    char c = text_[at_++];
    if (c != 'u') return std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos;
    for (int i = 0; i < 4; ++i, ++at_) {
      if (at_ >= text_.size() || hex_digit(text_[at_]) < 0) return false;
    }
    return true;
  }

  std::string_view text_;
  std::vector<Span>& strings_;
  std::string open_;
  std::uint32_t at_ = 0;
  std::uint32_t culprit_ = 0;
  Expect expect_ = Expect::kValue;
  bool mixed_ = false;
  std::string_view wanted_;
  bool at_wanted_ = false;
  Span member_;
};

bool is_surrogate(char32_t unit) { return unit >= 0xd800 && unit < 0xe000; }

// The \uXXXX at the start of `text`, if there is one.
bool unicode_escape(std::string_view text, char32_t& unit) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return false;
  unit = 0;
  for (std::size_t i = 2; i < 6; ++i) unit = unit << 4 | static_cast<char32_t>(hex_digit(text[i]));
  return true;
}

// Appends what a \uXXXX means, with its second half where it is the first of a pair; returns its length.
std::size_t append_unicode(std::string_view text, std::string& out) {
  char32_t unit = 0, low = 0;
  unicode_escape(text, unit);
  if (!is_surrogate(unit)) {
    append_rune(out, unit);
    return 6;
  }
  bool pair = unit < 0xdc00 && unicode_escape(text.substr(6), low) && low >= 0xdc00 && low < 0xe000;
  append_rune(out, pair ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : kReplacement);
  return pair ? 12 : 6;
}

char simple_escape(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
  }
}

}  // namespace

JsonArray scan_json_array(std::string_view text, std::vector<Span>& strings) {
  strings.clear();
  return Scanner(text, strings).array();
}

Span find_json_string(std::string_view text, std::string_view key) {
  std::vector<Span> strings;
  return Scanner(text, strings).member(key);
}

bool json_is_plain(std::string_view quoted) {
  return quoted.find('\\') == std::string_view::npos && well_formed(quoted);
}

std::string decode_json(std::string_view quoted) {
  std::string_view text = quoted.substr(1, quoted.size() - 2);
  std::string out;
  while (!text.empty()) {
    if (text[0] != '\\') {
      Rune rune = decode_rune(text);
      append_rune(out, rune.value);
      text.remove_prefix(rune.width);
    } else if (text[1] == 'u') {
      text.remove_prefix(append_unicode(text, out));
    } else {
      out.push_back(simple_escape(text[1]));
      text.remove_prefix(2);
    }
  }
  return out;
}

}  // namespace dockhone::syntax
