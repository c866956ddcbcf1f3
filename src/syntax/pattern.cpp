#include "pattern.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "unicode.h"

namespace dockhone::syntax {

namespace {

struct Token {
  enum class Kind { kRune, kAny, kMany } kind = Kind::kRune;
  char32_t rune = 0;
};

struct Runes {
  std::u32string value;
  std::vector<std::size_t> offset;  // of each rune, and the end
};

Runes runes_of(std::string_view text) {
  Runes result;
  std::size_t at = 0;
  while (at < text.size()) {
    Rune rune = decode_rune(text.substr(at));
    result.value.push_back(rune.value);
    result.offset.push_back(at);
    at += rune.width;
  }
  result.offset.push_back(at);
  return result;
}

std::string encode(std::u32string_view runes) {
  std::string out;
  for (char32_t rune : runes) append_rune(out, rune);
  return out;
}

bool compile(std::u32string_view pattern, std::vector<Token>& tokens) {
  if (!pattern.empty() && pattern[0] == 0xfeff) pattern.remove_prefix(1);
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    char32_t rune = pattern[i];
    char32_t after = i + 1 < pattern.size() ? pattern[i + 1] : 0;
    if (rune == '*') {
      tokens.push_back({Token::Kind::kMany, 0});
    } else if (rune == '?') {
      tokens.push_back({Token::Kind::kAny, 0});
    } else if (rune != '\\') {
      tokens.push_back({Token::Kind::kRune, rune});
    } else if (after == '*' || after == '?' || after == '\\') {
      tokens.push_back({Token::Kind::kRune, after});
      ++i;
    } else if (after != '}' && after != '/') {  // these two are escaped for ${} only
      return false;
    }
  }
  return true;
}

// Matches by sets of positions, so that no pattern backtracks; gives up when its budget is spent.
class Matcher {
 public:
  Matcher(const std::vector<Token>& tokens, std::u32string_view text) : tokens_(tokens), text_(text) {}

  bool exhausted() const { return budget_ < 0; }

  // Ends of all matches that begin at `start`, ascending.
  std::vector<std::size_t> ends(std::size_t start) {
    std::vector<std::size_t> active{start}, next;
    for (const Token& token : tokens_) {
      next.clear();
      for (std::size_t at : active) advance(token, at, next);
      active.swap(next);
      budget_ -= static_cast<std::int64_t>(active.size()) + 1;
      if (active.empty() || exhausted()) return {};
    }
    return active;
  }

  // For each position whether a match begins there.
  std::vector<bool> starts() {
    std::vector<bool> reach(text_.size() + 1, true), next(text_.size() + 1);
    for (auto token = tokens_.rbegin(); token != tokens_.rend(); ++token) {
      budget_ -= static_cast<std::int64_t>(text_.size()) + 1;
      if (exhausted()) return {};
      for (std::size_t i = text_.size() + 1; i-- > 0;) {
        bool more = i < text_.size();
        next[i] = token->kind == Token::Kind::kMany ? reach[i] || (more && text_[i] != '\n' && next[i + 1])
                                                    : more && matches(*token, text_[i]) && reach[i + 1];
      }
      reach.swap(next);
    }
    return reach;
  }

 private:
  static bool matches(const Token& token, char32_t rune) {
    return token.kind == Token::Kind::kAny ? rune != '\n' : token.rune == rune;
  }

  void advance(const Token& token, std::size_t at, std::vector<std::size_t>& next) {
    if (token.kind != Token::Kind::kMany) {
      if (at < text_.size() && matches(token, text_[at])) next.push_back(at + 1);
      return;
    }
    if (!next.empty()) at = std::max(at, next.back() + 1);
    // Everything up to `at - 1` is there already; go on only where no newline stands between.
    if (!next.empty() && at == next.back() + 1 && text_[at - 1] == '\n') return;
    next.push_back(at);
    while (at < text_.size() && text_[at] != '\n') next.push_back(++at);
  }

  const std::vector<Token>& tokens_;
  std::u32string_view text_;
  std::int64_t budget_ = 1 << 26;
};

// `$0`, `${0}` and `$$` in a replacement; any other $name is empty, because there are no groups.
std::string expand_template(std::string_view text, std::string_view match) {
  std::string out;
  while (true) {
    std::size_t dollar = text.find('$');
    out += text.substr(0, dollar);
    if (dollar == std::string_view::npos) return out;
    text.remove_prefix(dollar + 1);
    if (text.starts_with('$')) {
      out.push_back('$');
      text.remove_prefix(1);
      continue;
    }
    bool brace = text.starts_with('{');
    std::string_view rest = text.substr(brace ? 1 : 0);
    std::size_t size = 0;
    while (size < rest.size()) {
      Rune rune = decode_rune(rest.substr(size));
      if (!is_letter(rune.value) && !is_digit(rune.value) && rune.value != '_') break;
      size += rune.width;
    }
    bool closed = !brace || (size < rest.size() && rest[size] == '}');
    if (size == 0 || !closed) {
      out.push_back('$');
      continue;
    }
    if (rest.substr(0, size) == "0") out += match;
    text = rest.substr(size + (brace ? 1 : 0));
  }
}

std::u32string reversed_pattern(std::u32string_view pattern) {
  std::u32string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) {
      out.push_back(pattern[i + 1]);
      ++i;
      out.push_back('\\');
    } else {
      out.push_back(pattern[i]);
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

// Runes that the pattern takes from the start of `text`.
PatternError prefix_length(std::u32string_view text, std::u32string_view pattern, bool longest,
                           std::size_t& length) {
  std::vector<Token> tokens;
  length = 0;
  if (!compile(pattern, tokens)) return PatternError::kBadEscape;
  Matcher matcher(tokens, text);
  std::vector<std::size_t> ends = matcher.ends(0);
  if (matcher.exhausted()) return PatternError::kTooLarge;
  if (!ends.empty()) length = longest ? ends.back() : ends.front();
  return PatternError::kNone;
}

PatternResult replace(std::string_view value, std::string_view pattern, std::string_view replacement,
                      bool all) {
  std::vector<Token> tokens;
  if (!compile(runes_of(pattern).value, tokens)) return {{}, PatternError::kBadEscape};
  Runes runes = runes_of(value);
  Matcher matcher(tokens, runes.value);
  std::vector<bool> starts = matcher.starts();
  auto bytes = [&](std::size_t from, std::size_t to) {
    return value.substr(runes.offset[from], runes.offset[to] - runes.offset[from]);
  };
  std::string out;
  std::size_t search = 0, last_end = 0;
  for (; search < starts.size(); ++search) {
    if (!starts[search]) continue;
    std::vector<std::size_t> ends = matcher.ends(search);
    if (ends.empty()) break;
    std::size_t end = ends.back();
    out += bytes(last_end, search);
    // As in the reference, no replacement for an empty match right after another match.
    if (!all) {
      out += replacement;
    } else if (end > last_end || search == 0) {
      out += expand_template(replacement, bytes(search, end));
    }
    last_end = end;
    if (!all) break;
    if (end > search) search = end - 1;
  }
  if (matcher.exhausted()) return {{}, PatternError::kTooLarge};
  out += bytes(last_end, runes.value.size());
  return {std::move(out), PatternError::kNone};
}

}  // namespace

PatternResult trim_prefix(std::string_view value, std::string_view pattern, bool longest) {
  Runes runes = runes_of(value);
  std::size_t length = 0;
  PatternError error = prefix_length(runes.value, runes_of(pattern).value, longest, length);
  return {std::string(value.substr(runes.offset[length])), error};
}

PatternResult trim_suffix(std::string_view value, std::string_view pattern, bool longest) {
  std::u32string text = runes_of(value).value;
  std::reverse(text.begin(), text.end());
  std::size_t length = 0;
  PatternError error = prefix_length(text, reversed_pattern(runes_of(pattern).value), longest, length);
  text.erase(0, length);
  std::reverse(text.begin(), text.end());
  return {encode(text), error};
}

PatternResult replace_first(std::string_view value, std::string_view pattern, std::string_view replacement) {
  return replace(value, pattern, replacement, false);
}

PatternResult replace_all(std::string_view value, std::string_view pattern, std::string_view replacement) {
  return replace(value, pattern, replacement, true);
}

}  // namespace dockhone::syntax
