// Edits of a text. Overlapping edits are an error, never order-dependent.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/base/span.h"

namespace dockhone::rewrite {

struct Edit {
  Span span;         // replaced bytes; empty: an insertion
  std::string text;  // what stands there afterwards
};

class EditList {
 public:
  // False, and nothing added, when one of the edits overlaps an edit of the list or of the group, or is
  // an insertion at a place where the list inserts already.
  [[nodiscard]] bool add(std::vector<Edit> group);
  bool empty() const { return edits_.empty(); }
  const std::vector<Edit>& edits() const { return edits_; }  // ascending
  std::string apply(std::string_view text) const;
  // Which bytes of the text before the edits a span of the edited text stands for: bytes that an edit
  // wrote stand for all that it replaced.
  Span before(Span place) const;

 private:
  std::vector<Edit> edits_;
};

}  // namespace dockhone::rewrite
