#include "reuse.h"

#include <vector>

namespace dockhone::syntax {

// A view into the earlier text follows its bytes; one into an arena stays, as the new document keeps the
// arena.
std::string_view Reuse::moved(std::string_view view) const {
  std::string_view old = before_.text();
  auto offset = static_cast<std::size_t>(view.data() - old.data());
  bool inside = view.data() >= old.data() && offset <= old.size();
  if (!inside) return view;
  return text_.substr(static_cast<std::size_t>(static_cast<std::int64_t>(offset) + delta_), view.size());
}

template <class T, class Move>
std::span<const T> Reuse::moved(std::span<const T> items, Move move) {
  if (items.empty()) return {};
  auto copy = arena_.edit(items.data(), items.size());
  for (T& item : copy) move(item);
  return copy;
}

MappedText Reuse::moved(const MappedText& text) {
  return {moved(text.text),
          moved(text.pieces, [this](MappedText::Piece& piece) { piece.source = moved(piece.source); })};
}

Instruction Reuse::moved(const Instruction& instruction) {
  Instruction result = instruction;
  result.span = moved(instruction.span);
  result.lines = moved(instruction.lines);
  result.keyword_span = moved(instruction.keyword_span);
  result.logical = moved(instruction.logical);
  result.flags = moved(instruction.flags, [this](Flag& flag) {
    flag = {moved(flag.span), moved(flag.name), moved(flag.value), flag.has_value};
  });
  result.args = moved(instruction.args, [this](Argument& arg) { arg = {moved(arg.span), moved(arg.value)}; });
  result.pairs = moved(instruction.pairs, [this](KeyValue& pair) {
    pair.span = moved(pair.span);
    pair.key = moved(pair.key);
    pair.value = moved(pair.value);
    pair.key_text = moved(pair.key_text);
    pair.value_text = moved(pair.value_text);
  });
  result.heredocs = moved(instruction.heredocs, [this](Heredoc& heredoc) {
    heredoc.name = moved(heredoc.name);
    heredoc.content = moved(heredoc.content);
    heredoc.op = moved(heredoc.op);
    heredoc.body = moved(heredoc.body);
    heredoc.terminator = moved(heredoc.terminator);
  });
  if (instruction.trigger != nullptr) result.trigger = arena_.make<Instruction>(moved(*instruction.trigger));
  return result;
}

std::optional<Instruction> Reuse::at(std::uint32_t at, char escape, bool saw_from) {
  auto instructions = before_.instructions();
  for (; next_ < instructions.size(); ++next_) {
    const Instruction& candidate = instructions[next_];
    while (next_splice_ < splices_.size() && splices_[next_splice_].span.end <= candidate.lines.begin) {
      delta_ += static_cast<std::int64_t>(splices_[next_splice_].size) - splices_[next_splice_].span.size();
      ++next_splice_;
    }
    std::int64_t begin = candidate.lines.begin + delta_;
    if (begin > at) return std::nullopt;
    bool before_saw_from = saw_from_;
    saw_from_ |= candidate.keyword == Keyword::kFrom;
    if (begin < at) continue;
    // What is written behind the last instruction may continue it.
    bool closed = candidate.lines.end < before_.text().size();
    bool untouched = next_splice_ == splices_.size() ||
                     (closed && splices_[next_splice_].span.begin >= candidate.lines.end);
    ++next_;
    if (!untouched || escape != before_.escape() || saw_from != before_saw_from) return std::nullopt;
    auto comments = before_.comments();
    while (next_comment_ < comments.size() && comments[next_comment_].begin < candidate.lines.begin)
      ++next_comment_;
    std::size_t first = next_comment_;
    while (next_comment_ < comments.size() && comments[next_comment_].begin < candidate.lines.end)
      ++next_comment_;
    inside_ = moved(comments.subspan(first, next_comment_ - first),
                    [this](Span& comment) { comment = moved(comment); });
    return moved(candidate);
  }
  return std::nullopt;
}

}  // namespace dockhone::syntax
