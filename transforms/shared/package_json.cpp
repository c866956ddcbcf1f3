#include "package_json.h"

namespace dockhone::transforms {

namespace {

// Strings, braces and colons are all that matters here; every other byte stands for itself.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool done() const { return at_ >= text_.size(); }
  char peek() {
    while (!done() && std::string_view(" \t\r\n,").find(text_[at_]) != std::string_view::npos) ++at_;
    return done() ? '\0' : text_[at_];
  }
  void skip() { ++at_; }

  // Behind a quote.
  std::optional<std::string> string() {
    std::string value;
    for (skip(); !done(); ++at_) {
      char c = text_[at_];
      if (c == '"') {
        ++at_;
        return value;
      }
      if (c == '\\' && at_ + 1 < text_.size()) {
        c = text_[++at_];
        if (c == 'u') return std::nullopt;
        c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
      }
      value += c;
    }
    return std::nullopt;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::string> package_json_script(std::string_view json, std::string_view name) {
  Cursor cursor(json);
  int depth = 0;
  bool in_scripts = false;
  std::string key;
  bool value_next = false;
  while (char c = cursor.peek()) {
    if (c == '"') {
      auto text = cursor.string();
      if (!text) return std::nullopt;
      if (value_next && in_scripts && depth == 2 && key == name) return text;
      if (!value_next) key = std::move(*text);
      value_next = false;
      continue;
    }
    if (c == '{' || c == '[') {
      ++depth;
      if (depth == 2) in_scripts = c == '{' && key == "scripts";
      value_next = false;
    } else if (c == '}' || c == ']') {
      if (--depth < 2) in_scripts = false;
    }
    value_next = c == ':' || (value_next && c != '{' && c != '[' && c != '}' && c != ']');
    if (c != ':' && c != '{' && c != '[' && c != '}' && c != ']') value_next = false;  // a number or name
    cursor.skip();
  }
  return std::nullopt;
}

}  // namespace dockhone::transforms
