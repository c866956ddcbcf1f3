#include <vector>

#include "dockhone/rewrite/edit.h"
#include "targets.h"

namespace dockhone::fuzz {

namespace {

using rewrite::Edit;

// The first byte is the length of the text; then groups of edits: begin, length, length of the new text; a
// length with its highest bit set ends a group.
struct Bytes {
  std::string_view left;

  unsigned take() {
    if (left.empty()) return 0;
    auto byte = static_cast<unsigned char>(left[0]);
    left.remove_prefix(1);
    return byte;
  }
};

bool clash(const Edit& a, const Edit& b) {
  if (a.span.empty() && b.span.empty()) return a.span.begin == b.span.begin;
  if (a.span.empty()) return b.span.begin < a.span.begin && a.span.begin < b.span.end;
  if (b.span.empty()) return a.span.begin < b.span.begin && b.span.begin < a.span.end;
  return a.span.overlaps(b.span);
}

// Byte by byte: what stands before it, and whether it stays.
std::string naive(std::string_view text, const std::vector<Edit>& edits) {
  std::vector<std::string> inserted(text.size() + 1);
  std::vector<std::string> replaced(text.size() + 1);
  std::vector<bool> gone(text.size(), false);
  for (const Edit& edit : edits) {
    (edit.span.empty() ? inserted : replaced)[edit.span.begin] = edit.text;
    for (std::uint32_t i = edit.span.begin; i < edit.span.end; ++i) gone[i] = true;
  }
  std::string out;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    out += inserted[i];
    out += replaced[i];
    if (i < text.size() && !gone[i]) out += text[i];
  }
  return out;
}

}  // namespace

void edits(std::string_view input) {
  Bytes bytes{input};
  std::string text;
  for (unsigned i = 0, size = bytes.take() % 64; i < size; ++i) text += static_cast<char>('a' + i % 26);
  rewrite::EditList list;
  std::vector<Edit> accepted;
  while (!bytes.left.empty()) {
    std::vector<Edit> group;
    for (bool more = true; more && !bytes.left.empty();) {
      auto begin = static_cast<std::uint32_t>(bytes.take() % (text.size() + 1));
      auto size = static_cast<std::uint32_t>(bytes.take() % (text.size() - begin + 1));
      unsigned length = bytes.take();
      more = length < 128;
      group.push_back(
          {{begin, begin + size}, std::string(length % 5, static_cast<char>('A' + group.size() % 26))});
    }
    std::vector<Edit> together = accepted;
    bool fits = true;
    for (const Edit& edit : group) {
      for (const Edit& other : together) fits &= !clash(edit, other);
      together.push_back(edit);
    }
    bool added = list.add(group);
    require("overlapping edits are refused, and only these", added == fits ? "" : "other verdict");
    if (added) accepted = together;
    require("a refused group leaves nothing behind",
            list.edits().size() == accepted.size() ? "" : "other count");
  }
  std::string expected = naive(text, accepted);
  require("apply", list.apply(text) == expected ? "" : list.apply(text) + " instead of " + expected);
  for (std::uint32_t i = 0; i < expected.size(); ++i) {
    Span before = list.before({i, i + 1});
    require("before", before.begin <= before.end && before.end <= text.size() ? "" : "leaves the text");
    bool copied = expected[i] >= 'a';  // new texts are upper case
    require("before",
            !copied || (before.size() == 1 && text[before.begin] == expected[i]) ? "" : "another byte");
  }
}

}  // namespace dockhone::fuzz
