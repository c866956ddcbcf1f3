#include "dockhone/rewrite/edit.h"

#include <algorithm>

namespace dockhone::rewrite {

namespace {

bool before_in_text(const Edit& left, const Edit& right) {
  return left.span.begin != right.span.begin ? left.span.begin < right.span.begin
                                             : left.span.end < right.span.end;
}

// Neighbours in text order may touch, but neither share a byte nor insert at the same place.
bool conflict(const Edit& left, const Edit& right) {
  if (left.span.empty() && right.span.empty()) return left.span.begin == right.span.begin;
  return right.span.begin < left.span.end;
}

}  // namespace

bool EditList::add(std::vector<Edit> group) {
  // Mostly edits come in the order of the text.
  if (group.size() == 1 &&
      (edits_.empty() || (before_in_text(edits_.back(), group[0]) && !conflict(edits_.back(), group[0])))) {
    edits_.push_back(std::move(group[0]));
    return true;
  }
  std::vector<Edit> merged = edits_;
  merged.insert(merged.end(), std::make_move_iterator(group.begin()), std::make_move_iterator(group.end()));
  std::sort(merged.begin(), merged.end(), before_in_text);
  for (std::size_t i = 1; i < merged.size(); ++i) {
    if (conflict(merged[i - 1], merged[i])) return false;
  }
  edits_ = std::move(merged);
  return true;
}

std::string EditList::apply(std::string_view text) const {
  std::string out;
  out.reserve(text.size() + 64 * edits_.size());
  std::uint32_t at = 0;
  for (const Edit& edit : edits_) {
    out += text.substr(at, edit.span.begin - at);
    out += edit.text;
    at = edit.span.end;
  }
  out += text.substr(at);
  return out;
}

Span EditList::before(Span place) const {
  // The original span of the one byte at `offset` of the edited text.
  auto origin = [&](std::uint32_t offset) -> Span {
    std::int64_t shift = 0;  // edited minus original, behind the edits passed so far
    for (const Edit& edit : edits_) {
      std::int64_t begin = edit.span.begin + shift;
      if (offset < begin) break;
      auto length = static_cast<std::int64_t>(edit.text.size());
      if (offset < begin + length) return edit.span;
      shift += length - edit.span.size();
    }
    auto original = static_cast<std::uint32_t>(offset - shift);
    return {original, original + 1};
  };
  std::uint32_t begin = origin(place.begin).begin;
  if (place.empty()) return {begin, begin};
  return {begin, std::max(begin, origin(place.end - 1).end)};
}

}  // namespace dockhone::rewrite
