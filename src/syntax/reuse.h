// Parsing a text again after edits: instructions that no edit touched are taken over from the earlier
// document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "dockhone/syntax/document.h"

namespace dockhone::syntax {

class Reuse {
 public:
  Reuse(const Document& before, std::string_view text, std::span<const Splice> splices, Arena& arena)
      : before_(before), text_(text), splices_(splices), arena_(arena) {}

  // The instruction whose lines begin at `at` of the new text, when all its lines are as they were, it was
  // parsed with this escape character, and a FROM stood before it or not as now. Asked with growing offsets.
  // Without `comments`.
  std::optional<Instruction> at(std::uint32_t at, char escape, bool saw_from);
  // The comment lines inside the instruction given last.
  std::span<const Span> comments_inside() const { return inside_; }

 private:
  Instruction moved(const Instruction& instruction);
  MappedText moved(const MappedText& text);
  Span moved(Span span) const { return {moved(span.begin), moved(span.end)}; }
  std::uint32_t moved(std::uint32_t offset) const { return static_cast<std::uint32_t>(offset + delta_); }
  std::string_view moved(std::string_view view) const;
  template <class T, class Move>
  std::span<const T> moved(std::span<const T> items, Move move);

  const Document& before_;
  std::string_view text_;
  std::span<const Splice> splices_;
  Arena& arena_;
  std::size_t next_ = 0;  // of the earlier document's instructions
  std::size_t next_comment_ = 0;
  std::size_t next_splice_ = 0;  // first one not wholly before the instruction
  std::int64_t delta_ = 0;       // new offset minus old, behind those
  bool saw_from_ = false;
  std::span<const Span> inside_;
};

}  // namespace dockhone::syntax
