#include "dockhone/base/text.h"

#include <algorithm>
#include <cstring>

namespace dockhone {

LineMap::LineMap(std::string_view text) {
  starts_.reserve(text.size() / 32 + 8);
  starts_.push_back(0);
  const char* data = text.data();
  const char* end = data + text.size();
  for (const char* at = data; at != end;) {
    at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    if (at == nullptr) break;
    ++at;
    if (at != end) starts_.push_back(static_cast<std::uint32_t>(at - data));
  }
}

Position LineMap::position(std::uint32_t offset) const {
  if (starts_.empty()) return {};
  auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  auto line = static_cast<std::uint32_t>(after - starts_.begin());
  return {line, offset - starts_[line - 1] + 1};
}

Span LineMap::line(std::uint32_t number, std::string_view text) const {
  Span span{starts_[number - 1], static_cast<std::uint32_t>(text.size())};
  if (number < starts_.size()) span.end = starts_[number];
  if (!span.empty() && text[span.end - 1] == '\n') --span.end;
  if (!span.empty() && text[span.end - 1] == '\r') --span.end;
  return span;
}

namespace {

const MappedText::Piece& piece_of(std::span<const MappedText::Piece> pieces, std::uint32_t logical) {
  auto after = std::upper_bound(
      pieces.begin(), pieces.end(), logical,
      [](std::uint32_t offset, const MappedText::Piece& piece) { return offset < piece.logical; });
  return *(after - 1);
}

}  // namespace

std::uint32_t MappedText::source(std::uint32_t logical) const {
  // The end of the text maps behind its last byte, not to the start of what follows a continuation.
  if (logical == text.size() && logical > 0) return source(logical - 1) + 1;
  const Piece& piece = piece_of(pieces, logical);
  return piece.source + (logical - piece.logical);
}

Span MappedText::source(Span logical) const {
  std::uint32_t begin = source(logical.begin);
  return {begin, logical.empty() ? begin : source(logical.end - 1) + 1};
}

bool MappedText::contiguous(Span logical) const {
  if (logical.empty()) return true;
  return &piece_of(pieces, logical.begin) == &piece_of(pieces, logical.end - 1);
}

}  // namespace dockhone
