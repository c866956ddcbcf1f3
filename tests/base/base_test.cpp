#include <gtest/gtest.h>

#include <atomic>
#include <set>

#include "dockhone/base/arena.h"
#include "dockhone/base/parallel.h"
#include "dockhone/base/printable.h"
#include "dockhone/base/text.h"

namespace dockhone {
namespace {

TEST(LineMap, KnowsLineAndColumn) {
  LineMap map("ab\ncd\r\n\nx");
  EXPECT_EQ(map.line_count(), 4u);
  EXPECT_EQ(map.position(0).line, 1u);
  EXPECT_EQ(map.position(2).column, 3u);
  EXPECT_EQ(map.position(3).line, 2u);
  EXPECT_EQ(map.position(8).line, 4u);
  EXPECT_EQ(map.line(2, "ab\ncd\r\n\nx"), (Span{3, 5}));
  EXPECT_EQ(map.line(4, "ab\ncd\r\n\nx"), (Span{8, 9}));
}

TEST(LineMap, EmptyTextHasOneLine) {
  LineMap map("");
  EXPECT_EQ(map.line_count(), 1u);
  EXPECT_EQ(map.position(0).line, 1u);
}

TEST(MappedText, LeadsBackThroughPieces) {
  // source: "RUN a \\\n  && b"; logical: "RUN a   && b"
  MappedText::Piece pieces[] = {{0, 0}, {6, 8}};
  MappedText text{"RUN a   && b", pieces};
  EXPECT_EQ(text.source(0), 0u);
  EXPECT_EQ(text.source(5), 5u);
  EXPECT_EQ(text.source(6), 8u);
  EXPECT_EQ(text.source(12), 14u);
  EXPECT_EQ(text.source(Span{0, 6}), (Span{0, 6}));  // ends with its own piece, not with the next
  EXPECT_TRUE(text.contiguous({0, 6}));
  EXPECT_FALSE(text.contiguous({0, 7}));
}

TEST(Arena, AlignsAndOutgrowsItsBlocks) {
  Arena arena;
  for (int i = 0; i < 1000; ++i) {
    arena.copy(std::string_view("x"));
    auto* value = arena.make<std::uint64_t>(std::uint64_t(i));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(value) % alignof(std::uint64_t), 0u);
    EXPECT_EQ(*value, std::uint64_t(i));
  }
  std::string large(1 << 20, 'y');
  EXPECT_EQ(arena.copy(std::string_view(large)), large);
}

TEST(Parallel, TakesEachIndexOnce) {
  for (unsigned jobs : {0u, 1u, 2u, 7u}) {
    std::vector<std::atomic<int>> seen(1000);
    parallel_each(seen.size(), jobs, [&](std::size_t i) { ++seen[i]; });
    for (auto& count : seen) EXPECT_EQ(count, 1);
  }
  parallel_each(0, 4, [](std::size_t) { FAIL(); });
}

TEST(Printable, ShowsWhatATerminalWouldObey) {
  EXPECT_EQ(printable("plain\ttext"), "plain\ttext");
  EXPECT_EQ(printable("\x1b[31m\x07"), "\\x1b[31m\\x07");
  EXPECT_EQ(printable("a\nb"), "a\\x0ab");
  EXPECT_EQ(printable("a\nb", true), "a\nb");
  EXPECT_EQ(printable("\xe2\x80\xae"), "\\u{202e}");
  EXPECT_EQ(printable("caf\xc3\xa9"), "caf\xc3\xa9");
  EXPECT_EQ(printable("\xff\xc3"), "\\xff\\xc3");
  EXPECT_EQ(printable("\xc2\x9b"), "\\u{9b}");
}

TEST(Nearest, OnlySlips) {
  const std::string_view names[] = {"merge-runs", "pin-base", "overridden"};
  EXPECT_EQ(nearest("merge-run", names, 3), "merge-runs");
  EXPECT_EQ(nearest("pinbase", names, 3), "pin-base");
  EXPECT_EQ(nearest("zzzzzz", names, 3), "");
  // Two neighbours exchanged are one slip.
  const std::string_view shorter[] = {"FROM", "on"};
  EXPECT_EQ(nearest("FORM", shorter, 2), "FROM");
  EXPECT_EQ(nearest("no", shorter, 2), "on");
  EXPECT_EQ(nearest("mrege-rnus", names, 3), "merge-runs");
}

}  // namespace
}  // namespace dockhone
