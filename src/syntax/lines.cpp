// Physical lines, and the logical lines that continuation makes of them.
#include <cstring>

#include "parser.h"
#include "unicode.h"

namespace dockhone::syntax {

bool Parser::next_line(Line& line) {
  constexpr std::uint32_t kMaxLine = 65535;
  auto size = static_cast<std::uint32_t>(text_.size());
  if (at_ >= size) return false;
  const char* base = text_.data();
  const auto* newline = static_cast<const char*>(std::memchr(base + at_, '\n', size - at_));
  line.begin = at_;
  line.end = newline != nullptr ? static_cast<std::uint32_t>(newline - base) : size;
  line.next = newline != nullptr ? line.end + 1 : size;
  if (line.end - line.begin > kMaxLine) {
    return fail(line.begin, "this line is longer than 65535 bytes",
                "break it with a continuation, or put the data into a file");
  }
  while (line.end > line.begin && base[line.end - 1] == '\r') --line.end;
  at_ = line.next;
  return true;
}

// An escape character that is the last but for blanks continues the line, unless another one stands
// before it. Cuts it off with the blanks.
bool Parser::strip_continuation(Span& line) const {
  char escape = document_.escape_;
  std::uint32_t end = line.end;
  while (end > line.begin && (text_[end - 1] == ' ' || text_[end - 1] == '\t')) --end;
  if (end == line.begin || text_[end - 1] != escape) return false;
  if (end - 1 > line.begin && text_[end - 2] == escape) return false;
  line.end = end - 1;
  return true;
}

bool Parser::gather(Line first, Instruction& instruction, MappedText& whole) {
  Span part{first.begin, first.end};
  bool open = strip_continuation(part);
  segments_.clear();
  segments_.push_back(part);
  Line line;
  std::uint32_t last_end = first.end;
  while (open && next_line(line)) {
    last_end = line.end;
    std::uint32_t begin = line.begin + indentation(text_.substr(line.begin, line.end - line.begin));
    if (begin == line.end) {
      instruction.blank_inside = true;
    } else if (text_[begin] == '#') {
      instruction.comment_inside = true;
      document_.comments_.push_back({begin, line.end});
    } else {
      part = {line.begin, line.end};
      open = strip_continuation(part);
      if (!part.empty()) segments_.push_back(part);
    }
  }
  instruction.span.end = last_end;
  whole = assemble();
  return !error_;
}

MappedText Parser::assemble() {
  if (segments_.size() > 1 && segments_[0].empty()) segments_.erase(segments_.begin());
  MappedText result;
  Arena& arena = *document_.arena_;
  if (segments_.size() == 1) {
    MappedText::Piece piece{0, segments_[0].begin};
    result.text = segments_[0].in(text_);
    result.pieces = arena.copy(&piece, 1);
    return result;
  }
  joined_.clear();
  pieces_.clear();
  for (Span segment : segments_) {
    pieces_.push_back({static_cast<std::uint32_t>(joined_.size()), segment.begin});
    joined_ += segment.in(text_);
  }
  result.text = arena.copy(std::string_view(joined_));
  result.pieces = arena.copy(pieces_);
  return result;
}

// A part of a logical line as a logical line of its own: a view into the source where it is one piece.
MappedText Parser::slice(const MappedText& text, Span part) {
  bool whole = part.begin == 0 && (text.pieces.size() == 1 || text.pieces.back().logical < part.end);
  if (whole) return {part.in(text.text), text.pieces};
  pieces_.clear();
  for (std::size_t i = 0; i < text.pieces.size() && (i == 0 || text.pieces[i].logical < part.end); ++i) {
    MappedText::Piece piece = text.pieces[i];
    bool last = i + 1 == text.pieces.size();
    if (!last && text.pieces[i + 1].logical <= part.begin) continue;
    std::uint32_t cut = piece.logical < part.begin ? part.begin - piece.logical : 0;
    pieces_.push_back({piece.logical + cut - part.begin, piece.source + cut});
  }
  MappedText result{part.in(text.text), document_.arena_->copy(pieces_)};
  if (pieces_.size() == 1) result.text = text_.substr(pieces_[0].source, part.size());
  return result;
}

}  // namespace dockhone::syntax
