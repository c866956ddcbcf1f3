#include "literal.h"

namespace dockhone::model {

namespace {

using shell::PartKind;
using shell::WordPart;

bool expands(PartKind kind) {
  using enum PartKind;
  return kind == kParameter || kind == kCommandSubst || kind == kBackquoted || kind == kArithmetic;
}

// A view of one part without quotes; false when it needs a copy or is not static.
bool view_of(const WordPart& part, std::string_view script, std::string_view& text) {
  std::string_view source = part.span.in(script);
  switch (part.kind) {
    case PartKind::kLiteral:
      text = source;
      return true;
    case PartKind::kSingleQuoted:
      text = source.substr(1, source.size() - 2);
      return true;
    case PartKind::kDoubleQuoted:
      if (part.parts.empty()) text = source.substr(1, 0);
      if (part.parts.size() == 1 && part.parts[0].kind == PartKind::kLiteral)
        text = part.parts[0].span.in(script);
      return part.parts.empty() || (part.parts.size() == 1 && part.parts[0].kind == PartKind::kLiteral);
    default:
      return false;
  }
}

// Appends what is literal; false at the first part that is not.
bool append(std::span<const WordPart> parts, std::string_view script, bool quoted, std::string& text,
            Literal& result) {
  for (const WordPart& part : parts) {
    std::string_view source = part.span.in(script);
    std::string_view view;
    if (view_of(part, script, view)) {
      text += view;
    } else if (part.kind == PartKind::kEscaped) {
      if (source[1] != '\n') text += source[1];
    } else if (part.kind == PartKind::kDoubleQuoted) {
      if (!append(part.parts, script, true, text, result)) return false;
    } else {
      result.may_dash |= text.empty() && expands(part.kind) && !quoted;
      return false;
    }
  }
  return true;
}

}  // namespace

Literal literal(const shell::Word& word, std::string_view script,
                std::vector<std::unique_ptr<std::string>>& texts) {
  Literal result;
  if (word.parts.size() == 1 && view_of(word.parts[0], script, result.text)) return result;
  std::string text;
  result.known = append(word.parts, script, false, text, result);
  if (!result.known) {
    for (const WordPart& part : word.parts) {
      result.splits |=
          expands(part.kind) || part.kind == PartKind::kGlob || part.kind == PartKind::kBraceExpansion;
    }
  }
  // Often the literal beginning is one part, as in --prefix=$X.
  std::string_view first;
  if (!word.parts.empty() && view_of(word.parts[0], script, first) && first == text) {
    result.text = first;
  } else if (!text.empty()) {
    texts.push_back(std::make_unique<std::string>(std::move(text)));
    result.text = *texts.back();
  }
  return result;
}

std::string_view without_directory(std::string_view path) {
  auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace dockhone::model
