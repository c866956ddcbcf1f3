// Comment lines, and among the first of them the parser directives.
#include <algorithm>

#include "json.h"
#include "parser.h"
#include "unicode.h"

namespace dockhone::syntax {

namespace {

bool is_letter_ascii(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name_char(char c) { return is_letter_ascii(c) || (c >= '0' && c <= '9'); }
// White space of the reference's regular expression: not the vertical tab.
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\r' || c == '\n'; }

// Splits `name = value`; false where the comment does not have that form.
bool split_directive(std::string_view text, std::string_view& name, std::string_view& value) {
  std::size_t at = 0;
  while (at < text.size() && is_name_char(text[at])) ++at;
  if (at == 0 || !is_letter_ascii(text[0])) return false;
  name = text.substr(0, at);
  while (at < text.size() && is_blank(text[at])) ++at;
  if (at == text.size() || text[at] != '=') return false;
  value = text.substr(at + 1);
  // A value is never empty: where there are only blanks, the last of them is the value.
  while (value.size() > 1 && is_blank(value.front())) value.remove_prefix(1);
  while (value.size() > 1 && is_blank(value.back())) value.remove_suffix(1);
  return !value.empty();
}

// A directive behind its comment sign; the name is empty where there is none.
struct Found {
  std::string name;
  std::string_view value;
};

Found read_directive(std::string_view text) {
  text.remove_prefix(indentation(text));
  std::string_view written, value;
  if (!split_directive(text, written, value)) return {};
  std::string name = to_lower(written);
  if (name != "syntax" && name != "escape" && name != "check") return {};
  return {std::move(name), value};
}

// Unlike the parser, a builder that looks for its frontend takes no indented directive.
std::optional<std::string> syntax_directive(std::string_view text, std::string_view sign) {
  std::string seen;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.starts_with(sign)) break;
    Found found = read_directive(line.substr(sign.size()));
    // The search ends at a repeated directive, which the parser refuses.
    if (found.name.empty() || seen.find(found.name) != std::string::npos) break;
    seen += found.name + ' ';
    if (found.name == "syntax") return std::string(found.value);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> detect_syntax(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (text.starts_with("#!")) text.remove_prefix(std::min(text.size() - 1, text.find('\n')) + 1);
  for (std::string_view sign : {"#", "//"}) {
    if (auto found = syntax_directive(text, sign)) return found;
  }
  Span member = find_json_string(text, "syntax");
  if (member.empty()) return std::nullopt;
  return decode_json(member.in(text));
}

bool Parser::directive(Span comment, bool& found) {
  auto [name, value] = read_directive(comment.in(text_).substr(1));
  if (name.empty()) return true;
  for (const Directive& earlier : document_.directives_) {
    if (earlier.name == name) {
      return fail(comment.begin, "the parser directive " + name + " is given twice", "remove one of the two");
    }
  }
  if (name == "escape" && value != "\\" && value != "`") {
    return fail(comment.begin, "the escape character must be \\ or `", "write # escape=` or # escape=\\");
  }
  if (name == "escape") document_.escape_ = value[0];
  document_.directives_.push_back({comment, keep(name), value});
  found = true;
  return true;
}

bool Parser::comment(Line line, std::uint32_t hash) {
  Span span{hash, line.end};
  bool found = false;
  if (directives_open_ && !directive(span, found)) return false;
  if (found) return true;
  directives_open_ = false;
  document_.comments_.push_back(span);
  return true;
}

}  // namespace dockhone::syntax
