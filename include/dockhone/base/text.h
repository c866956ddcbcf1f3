// Text buffers and the maps between derived text and the bytes it came from.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/base/span.h"

namespace dockhone {

// Largest input that is read at all; larger files are refused before they are in memory.
inline constexpr std::uint32_t kMaxInput = 16u << 20;

// 1-based line and column (column in bytes).
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// Where each line of a text begins. Lines end with '\n'; "\r\n" counts as one line end.
class LineMap {
 public:
  LineMap() = default;
  explicit LineMap(std::string_view text);
  Position position(std::uint32_t offset) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }
  // Span of a 1-based line, without its line end.
  Span line(std::uint32_t number, std::string_view text) const;

 private:
  std::vector<std::uint32_t> starts_;
};

// Text put together from pieces of a source: the logical line of an instruction after continuation
// characters, line ends, comment lines and blank lines inside it are gone. Trivially copyable: what it
// points to is owned by a Document's arena.
struct MappedText {
  struct Piece {
    std::uint32_t logical = 0;  // offset of the piece's first byte in `text`
    std::uint32_t source = 0;   // offset of the same byte in the source
  };

  std::string_view text;
  std::span<const Piece> pieces;  // ascending, the first has logical == 0; never empty

  // The source offset of the byte at `logical`; for logical == text.size(), one past the last byte.
  std::uint32_t source(std::uint32_t logical) const;
  // Smallest source span that holds the bytes of `logical`.
  Span source(Span logical) const;
  // True when the span's bytes are contiguous in the source.
  bool contiguous(Span logical) const;
};

}  // namespace dockhone
