// What a word says when the shell would do nothing to it but remove its quotes.
#include "chars.h"
#include "dockhone/shell/parser.h"

namespace dockhone::shell {

namespace {

// Escapes of $'...' that bash and busybox ash read alike; false for the rest.
bool append_ansi(std::string_view quoted, std::string& value) {
  constexpr std::string_view kLetters = "abefnrtv\\'\"";
  constexpr std::string_view kValues = "\a\b\x1b\f\n\r\t\v\\'\"";
  for (std::size_t at = 0; at < quoted.size(); ++at) {
    if (quoted[at] != '\\') {
      value.push_back(quoted[at]);
      continue;
    }
    const std::size_t letter = ++at < quoted.size() ? kLetters.find(quoted[at]) : kLetters.npos;
    if (letter == kLetters.npos) return false;
    value.push_back(kValues[letter]);
  }
  return true;
}

bool append(std::span<const WordPart> parts, std::string_view text, std::string& value) {
  for (const WordPart& part : parts) {
    std::string_view source = part.span.in(text);
    switch (part.kind) {
      case PartKind::kLiteral:
        value += source;
        break;
      case PartKind::kEscaped:
        if (source[1] != '\n') value.push_back(source[1]);
        break;
      case PartKind::kSingleQuoted:
        value += source.substr(1, source.size() - 2);
        break;
      case PartKind::kAnsiQuoted:
        if (!append_ansi(source.substr(2, source.size() - 3), value)) return false;
        break;
      case PartKind::kDoubleQuoted:
        if (!append(part.parts, text, value)) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

}  // namespace

std::optional<std::string> static_value(const Word& word, std::string_view text) {
  std::string value;
  if (!append(word.parts, text, value)) return std::nullopt;
  return value;
}

std::string_view plain_literal(const Word& word, std::string_view text) {
  if (word.parts.size() != 1 || word.parts[0].kind != PartKind::kLiteral) return {};
  return word.span.in(text);
}

}  // namespace dockhone::shell
