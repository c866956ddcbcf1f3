// What must hold of every parsed document. Used by the tests and by syntax_dump.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "dockhone/syntax/document.h"

namespace dockhone::syntax {

class Invariants {
 public:
  Invariants(const Document& document, std::string_view input) : document_(document), input_(input) {}

  // Empty, or what does not hold.
  std::string check() {
    if (document_.text() != input_) return "the text is not the input";
    std::uint32_t last = 0;
    for (const Instruction& each : document_.instructions()) {
      if (each.lines.begin < last) return "instructions overlap";
      last = each.lines.end;
      if (std::string broken = instruction(each); !broken.empty()) return broken;
    }
    if (std::string broken = gaps(); !broken.empty()) return broken;
    std::uint32_t after = 0;
    for (Span comment : document_.comments()) {
      if (comment.begin < after || !inside(comment) || input_[comment.begin] != '#')
        return "a comment is no comment";
      after = comment.end;
    }
    return {};
  }

 private:
  bool inside(Span span) const { return span.begin <= span.end && span.end <= input_.size(); }

  bool within(Span inner, Span outer) const {
    return inside(inner) && outer.begin <= inner.begin && inner.end <= outer.end;
  }

  std::string instruction(const Instruction& each) const {
    if (!within(each.span, each.lines) || !within(each.keyword_span, each.span))
      return "a span leaves its lines";
    if (std::string broken = mapping(each); !broken.empty()) return broken;
    for (const Flag& flag : each.flags) {
      if (!within(flag.span, each.span)) return "a flag leaves its instruction";
    }
    for (const Argument& argument : each.args) {
      if (!within(argument.span, each.span)) return "an argument leaves its instruction";
    }
    for (const KeyValue& pair : each.pairs) {
      bool parts =
          within(pair.span, each.span) && within(pair.key, pair.span) && within(pair.value, pair.span);
      if (!parts) return "a pair leaves its instruction";
    }
    for (const Heredoc& heredoc : each.heredocs) {
      bool parts = within(heredoc.op, each.span) && within(heredoc.body, each.span) &&
                   within(heredoc.terminator, each.span) && heredoc.body.in(input_) == heredoc.content;
      if (!parts) return "a here-document leaves its instruction";
    }
    if (each.trigger != nullptr && !within(each.trigger->span, each.span))
      return "a trigger leaves its instruction";
    return each.trigger != nullptr ? instruction(*each.trigger) : std::string();
  }

  // Every byte of the logical text is the byte of the source that the map names, in order.
  std::string mapping(const Instruction& each) const {
    const MappedText& logical = each.logical;
    if (logical.pieces.empty() || logical.pieces[0].logical != 0) return "a map does not begin at 0";
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < logical.pieces.size(); ++i) {
      bool last = i + 1 == logical.pieces.size();
      std::size_t end = last ? logical.text.size() : logical.pieces[i + 1].logical;
      std::size_t begin = logical.pieces[i].logical;
      if (end < begin && !last) return "a map does not ascend";
      if (end <= begin) continue;
      if (logical.pieces[i].source < before) return "a map goes backwards";
      if (input_.substr(logical.pieces[i].source, end - begin) != logical.text.substr(begin, end - begin)) {
        return "a map names the wrong bytes";
      }
      before = logical.pieces[i].source + static_cast<std::uint32_t>(end - begin);
    }
    bool copied = logical.text.data() < input_.data() || logical.text.data() >= input_.data() + input_.size();
    bool one_line = each.span.in(input_).find('\n') == std::string_view::npos;
    if (one_line && copied && logical.text.data() != document_.text().data() + logical.pieces[0].source) {
      return "a single line was copied";
    }
    if (each.rest.end > logical.text.size()) return "rest leaves the logical line";
    return {};
  }

  // Between instructions there are blank lines, comments and directives only.
  std::string gaps() const {
    std::uint32_t at = document_.has_bom() ? 3 : 0;
    for (const Instruction& each : document_.instructions()) {
      if (std::string broken = gap({at, each.lines.begin}); !broken.empty()) return broken;
      at = each.lines.end;
    }
    return gap({at, static_cast<std::uint32_t>(input_.size())});
  }

  std::string gap(Span span) const {
    std::string_view text = span.in(input_);
    while (!text.empty()) {
      std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(text.size(), line.size() + 1));
      std::size_t first = line.find_first_not_of(" \t\v\f\r");
      bool ascii = first == std::string_view::npos || static_cast<unsigned char>(line[first]) < 0x80;
      if (first != std::string_view::npos && ascii && line[first] != '#') return "a line belongs to nothing";
    }
    return {};
  }

  const Document& document_;
  std::string_view input_;
};

inline std::string broken_invariant(const Document& document, std::string_view input) {
  return Invariants(document, input).check();
}

}  // namespace dockhone::syntax
