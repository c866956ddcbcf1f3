// What braces, brackets and wildcards make of a word. They pair up across quotes and expansions, so that
// their parts are found when the whole word has been read.
#include "parser_state.h"

namespace dockhone::shell {

namespace {

bool is_number(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  for (char c : text) {
    if (!is(c, kDigit)) return false;
  }
  return !text.empty();
}

bool is_letter(std::string_view text) {
  return text.size() == 1 && is(text[0], kNameStart) && text[0] != '_';
}

// x..y or x..y..step, both letters or both numbers.
bool is_sequence(std::string_view text) {
  const std::size_t first = text.find("..");
  if (first == text.npos) return false;
  const std::string_view from = text.substr(0, first);
  std::string_view to = text.substr(first + 2);
  if (const std::size_t second = to.find(".."); second != to.npos) {
    if (!is_number(to.substr(second + 2))) return false;
    to = to.substr(0, second);
  }
  return (is_number(from) && is_number(to)) || (is_letter(from) && is_letter(to));
}

}  // namespace

void Parser::shape(const Run& run, std::size_t mark) {
  const bool expands = run.use == WordUse::kArgument || run.use == WordUse::kTarget;
  if (run.braces && bash() && expands) fold_braces(mark);
  // dash and busybox ash take the target of a redirection as it is.
  const bool matches = run.use == WordUse::kArgument || run.use == WordUse::kPattern ||
                       (run.use == WordUse::kTarget && bash());
  if (run.globs && matches) fold_globs(mark);
  join_literals(mark);
}

void Parser::fold_braces(std::size_t mark) {
  struct Open {
    std::size_t part;  // index of the part that begins with the brace
    std::uint32_t at;
    bool comma;
  };
  Stack<Open, 8> open;
  const std::size_t raw_end = parts_.size();
  for (std::size_t raw = mark; raw < raw_end; ++raw) {
    const WordPart part = parts_[raw];
    if (part.kind != PartKind::kLiteral) {
      parts_.push(part);
      continue;
    }
    std::uint32_t literal = part.span.begin;
    auto cut = [this, &literal](std::uint32_t at) {
      if (literal < at) parts_.push({PartKind::kLiteral, {}, {literal, at}, {}, {}, nullptr});
      literal = at;
    };
    for (std::uint32_t at = part.span.begin; at < part.span.end; ++at) {
      const char c = text_[at];
      if (c == '{') {
        cut(at);
        open.push({parts_.size(), at, false});
      } else if (c == ',' && open.size() > 0) {
        open.back().comma = true;
      } else if (c == '}' && open.size() > 0) {
        const Open brace = open.back();
        open.drop(open.size() - 1);
        const bool one_literal = parts_.size() == brace.part;
        if (!brace.comma && !(one_literal && is_sequence(slice(brace.at + 1, at)))) continue;
        cut(at);
        // The opening brace is the first byte of the first part inside.
        WordPart& first = parts_[brace.part];
        ++first.span.begin;
        if (first.span.empty()) parts_.erase(brace.part, brace.part + 1);
        const std::span<const WordPart> inside = parts_.take(arena_, brace.part);
        parts_.push({PartKind::kBraceExpansion, {}, {brace.at, at + 1}, {}, inside, nullptr});
        literal = at + 1;
      }
    }
    cut(part.span.end);
  }
  parts_.erase(mark, raw_end);
}

void Parser::fold_globs(std::size_t mark) {
  const std::size_t raw_end = parts_.size();
  std::uint32_t last_close = 0;
  for (std::size_t raw = mark; raw < raw_end; ++raw) {
    if (parts_[raw].kind != PartKind::kLiteral) continue;
    const std::size_t close = parts_[raw].span.in(text_).rfind(']');
    if (close != std::string_view::npos)
      last_close = parts_[raw].span.begin + static_cast<std::uint32_t>(close);
  }
  for (std::size_t raw = mark; raw < raw_end; ++raw) {
    if (parts_[raw].kind != PartKind::kLiteral) {
      parts_.push(WordPart(parts_[raw]));
      continue;
    }
    std::uint32_t literal = parts_[raw].span.begin;
    for (std::uint32_t at = literal; at < parts_[raw].span.end;) {
      const char c = text_[at];
      std::uint32_t behind = at + 1;
      if (c != '*' && c != '?' && (c != '[' || at >= last_close)) {
        ++at;
        continue;
      }
      const std::size_t before = parts_.size();
      if (literal < at) parts_.push({PartKind::kLiteral, {}, {literal, at}, {}, {}, nullptr});
      if (c != '[') {
        parts_.push({PartKind::kGlob, {}, {at, behind}, {}, {}, nullptr});
      } else if (!fold_bracket(raw, behind, raw_end)) {
        parts_.drop(before);
        last_close = 0;
        ++at;
        continue;
      }
      literal = at = behind;
    }
    if (literal < parts_[raw].span.end) {
      const Span rest{literal, parts_[raw].span.end};
      parts_.push({PartKind::kLiteral, {}, rest, {}, {}, nullptr});
    }
  }
  parts_.erase(mark, raw_end);
}

// `at` stands behind a '['. Finds the ']' that closes it, in this part or a later one, and pushes what is
// between them as one part; then `part` and `at` say where to go on.
bool Parser::fold_bracket(std::size_t& part, std::uint32_t& at, std::size_t raw_end) {
  const std::uint32_t begin = at - 1;
  std::uint32_t from = at;
  bool classes = true;
  const std::size_t mark = parts_.size();
  for (std::size_t raw = part; raw < raw_end; ++raw) {
    const WordPart inside = parts_[raw];
    if (inside.kind != PartKind::kLiteral) {
      parts_.push(inside);
      continue;
    }
    if (raw != part) from = inside.span.begin;
    std::uint32_t close = from;
    // Right behind '[', '[!' and '[^' a ']' is a member of the set.
    if (raw == part) {
      if (close < inside.span.end && (text_[close] == '!' || text_[close] == '^')) ++close;
      if (close < inside.span.end && text_[close] == ']') ++close;
    }
    for (; close < inside.span.end && text_[close] != ']'; ++close) {
      const std::string_view rest = slice(close, inside.span.end);
      if (!classes || !rest.starts_with("[:")) continue;
      const std::size_t class_end = rest.find(":]", 2);
      classes = class_end != rest.npos;
      if (classes) close += static_cast<std::uint32_t>(class_end) + 1;
    }
    if (from < close) parts_.push({PartKind::kLiteral, {}, {from, close}, {}, {}, nullptr});
    if (close >= inside.span.end) continue;
    const bool plain = parts_.size() - mark <= 1 && raw == part;
    std::span<const WordPart> parts =
        plain ? std::span<const WordPart>{} : arena_.copy(&parts_[mark], parts_.size() - mark);
    parts_.drop(mark);
    parts_.push({PartKind::kGlob, {}, {begin, close + 1}, {}, parts, nullptr});
    part = raw;
    at = close + 1;
    return true;
  }
  parts_.drop(mark);
  return false;
}

void Parser::join_literals(std::size_t mark) {
  std::size_t last = mark;
  for (std::size_t next = mark + 1; next < parts_.size(); ++next) {
    const WordPart part = parts_[next];
    if (part.kind == PartKind::kLiteral && parts_[last].kind == PartKind::kLiteral) {
      parts_[last].span.end = part.span.end;
    } else {
      parts_[++last] = part;
    }
  }
  if (mark < parts_.size()) parts_.drop(last + 1);
}

}  // namespace dockhone::shell
