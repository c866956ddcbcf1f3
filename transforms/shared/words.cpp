#include "words.h"

namespace dockhone::transforms {

namespace {
bool blank(char c) { return c == ' ' || c == '\t'; }
}  // namespace

std::optional<Span> WordEdits::source(Span in_script) const {
  Span logical{run_.rest.begin + in_script.begin, run_.rest.begin + in_script.end};
  if (logical.empty() || !run_.logical.contiguous(logical)) return std::nullopt;
  return run_.logical.source(logical);
}

std::optional<rewrite::Edit> WordEdits::behind(Span word, std::string_view text) const {
  auto place = source(word);
  if (!place) return std::nullopt;
  return rewrite::Edit{{place->end, place->end}, ' ' + std::string(text)};
}

std::optional<rewrite::Edit> WordEdits::append(Span last, std::string_view text) const {
  auto place = source(last);
  if (!place) return std::nullopt;
  std::uint32_t begin = place->begin;
  while (begin > 0 && blank(text_[begin - 1])) --begin;
  std::string added = " ";
  bool own_line = begin > 0 && text_[begin - 1] == '\n';
  if (own_line) {
    added.append(1, document_.escape())
        .append(document_.newline())
        .append(text_.substr(begin, place->begin - begin));
  }
  return rewrite::Edit{{place->end, place->end}, added + std::string(text)};
}

std::optional<rewrite::Edit> WordEdits::replace(Span word, std::string_view text) const {
  auto place = source(word);
  if (!place) return std::nullopt;
  return rewrite::Edit{*place, std::string(text)};
}

std::optional<rewrite::Edit> WordEdits::remove(Span words) const {
  auto place = source(words);
  if (!place) return std::nullopt;
  std::uint32_t begin = place->begin;
  std::uint32_t end = place->end;
  while (end < text_.size() && blank(text_[end])) ++end;
  bool ends_line = end < text_.size() && text_[end] == document_.escape();
  if (!ends_line) return rewrite::Edit{{begin, end}, ""};
  while (begin > 0 && blank(text_[begin - 1])) --begin;
  bool whole_line = begin > 0 && text_[begin - 1] == '\n';
  if (!whole_line) return rewrite::Edit{{begin, place->end}, ""};
  std::size_t next = text_.find('\n', end);
  if (next == std::string_view::npos) return std::nullopt;
  return rewrite::Edit{{begin, static_cast<std::uint32_t>(next) + 1}, ""};
}

}  // namespace dockhone::transforms
