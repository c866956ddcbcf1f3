// Every node says exactly where it stands; parts cover their word without gap or overlap.
#include <gtest/gtest.h>

#include "describe.h"
#include "dockhone/shell/visit.h"
#include "grammar_table.h"

namespace dockhone::shell {

namespace {

struct Checker {
  std::string_view text;
  std::uint32_t last = 0;

  void tiles(std::span<const WordPart> parts, Span whole) const {
    std::uint32_t at = whole.begin;
    for (const WordPart& part : parts) {
      EXPECT_EQ(part.span.begin, at) << text;
      EXPECT_LT(part.span.begin, part.span.end) << text;
      at = part.span.end;
    }
    EXPECT_EQ(at, whole.end) << text;
  }

  void word(const Word& word) {
    EXPECT_LE(word.span.end, text.size());
    tiles(word.parts, word.span);
  }

  void part(const WordPart& part) {
    EXPECT_LE(part.span.end, text.size());
    if (part.kind == PartKind::kDoubleQuoted) tiles(part.parts, {part.span.begin + 1, part.span.end - 1});
    if (part.kind == PartKind::kArithmetic && text[part.span.begin + 1] == '(') {
      tiles(part.parts, {part.span.begin + 3, part.span.end - 2});
    }
    if (part.kind == PartKind::kParameter) {
      EXPECT_LE(part.span.begin, part.name.begin) << text;
      EXPECT_LE(part.name.end, part.span.end) << text;
    }
  }

  void redirect(const Redirect& redirect) {
    EXPECT_EQ(redirect.span.end, redirect.target.span.end) << text;
    if (redirect.op != RedirectOp::kHereDoc) return;
    EXPECT_LE(redirect.body.end, redirect.terminator.begin) << text;
    if (!redirect.quoted) tiles(redirect.body_parts, redirect.body);
  }

  void command(const Command& command) {
    EXPECT_LT(command.span.begin, command.span.end) << text;
    EXPECT_LE(last, command.span.begin) << text;
    EXPECT_FALSE(is(command.span.begin)) << text;
    last = command.span.begin;
    for (const Redirect& item : command.redirects) inside(item.span, command.span);
    for (const Assignment& item : command.assignments) inside(item.span, command.span);
    for (const Word& item : command.words) inside(item.span, command.span);
  }

  void list(const List& list) {
    if (list.items.empty()) return;
    EXPECT_EQ(list.span.begin, list.items.front().span.begin) << text;
    EXPECT_GE(list.span.end, list.items.back().span.end) << text;
    for (std::size_t index = 1; index < list.items.size(); ++index) {
      EXPECT_LE(list.items[index - 1].terminator_span.end, list.items[index].span.begin) << text;
    }
  }

  bool is(std::uint32_t offset) const {
    return text[offset] == ' ' || text[offset] == '\n' || text[offset] == ';';
  }

  void inside(Span inner, Span outer) const {
    EXPECT_LE(outer.begin, inner.begin) << text;
    EXPECT_LE(inner.end, outer.end) << text;
  }
};

TEST(Spans, HoldForEveryScriptOfTheGrammar) {
  std::size_t checked = 0;
  for (const GrammarCase& row : grammar()) {
    for (Dialect dialect : {Dialect::kDash, Dialect::kBash, Dialect::kAsh}) {
      const auto script = parse(row.script, dialect);
      if (!script) continue;
      visit(*script->list, Checker{row.script});
      ++checked;
    }
  }
  EXPECT_GT(checked, 500u);
}

TEST(Spans, OfCommandsAndTheirPieces) {
  const std::string_view text = "  X=1 cmd 2>&1 'a b' ; { b | c ; } >f &  # end";
  const auto script = parse(text, Dialect::kDash);
  ASSERT_TRUE(script);
  const List& list = *script->list;
  EXPECT_EQ(list.span.in(text), "X=1 cmd 2>&1 'a b' ; { b | c ; } >f &");
  EXPECT_EQ(list.items[0].span.in(text), "X=1 cmd 2>&1 'a b'");
  EXPECT_EQ(list.items[0].terminator_span.in(text), ";");
  const Command& simple = list.items[0].pipelines[0].commands[0];
  EXPECT_EQ(simple.assignments[0].name.in(text), "X");
  EXPECT_EQ(simple.assignments[0].value.span.in(text), "1");
  EXPECT_EQ(simple.redirects[0].descriptor.in(text), "2");
  EXPECT_EQ(simple.redirects[0].target.span.in(text), "1");
  EXPECT_EQ(simple.redirects[0].span.in(text), "2>&1");
  const Command& group = list.items[1].pipelines[0].commands[0];
  EXPECT_EQ(group.span.in(text), "{ b | c ; } >f");
  EXPECT_EQ(group.lists[0]->span.in(text), "b | c ;");
  EXPECT_EQ(list.items[1].terminator, Terminator::kBackground);
  EXPECT_EQ(script->comments.size(), 1u);
  EXPECT_EQ(script->comments[0].in(text), "# end");
}

TEST(Spans, OfEmptyAssignmentsAndLists) {
  const std::string_view text = "x= y=$()";
  const auto script = parse(text, Dialect::kBash);
  ASSERT_TRUE(script);
  const Command& command = script->list->items[0].pipelines[0].commands[0];
  EXPECT_EQ(command.assignments[0].value.span, (Span{2, 2}));
  EXPECT_TRUE(command.assignments[0].value.parts.empty());
  EXPECT_TRUE(command.assignments[1].value.parts[0].list->items.empty());
}

TEST(Spans, OfArraysAndSubscripts) {
  const std::string_view text = "x[$i + 1]+='v' y=( a [2]=b\n) z";
  const auto script = parse(text, Dialect::kBash);
  ASSERT_TRUE(script);
  const Command& command = script->list->items[0].pipelines[0].commands[0];
  EXPECT_EQ(command.assignments[0].subscript.in(text), "$i + 1");
  EXPECT_EQ(command.assignments[0].subscript_parts[0].kind, PartKind::kParameter);
  EXPECT_TRUE(command.assignments[0].append);
  EXPECT_EQ(command.assignments[0].value.span.in(text), "'v'");
  EXPECT_TRUE(command.assignments[1].array);
  EXPECT_EQ(command.assignments[1].span.in(text), "y=( a [2]=b\n)");
  EXPECT_EQ(command.assignments[1].elements[1].span.in(text), "[2]=b");
}

TEST(Spans, OfPipelinesWithPrefix) {
  const std::string_view text = "a; ! b | c";
  const auto script = parse(text, Dialect::kDash);
  ASSERT_TRUE(script);
  EXPECT_EQ(script->list->items[1].pipelines[0].span.in(text), "! b | c");
}

TEST(Spans, OfCaseItemsAndFunctions) {
  const std::string_view text = "f() { case a in (b|c) d ;; e) esac; }";
  const auto script = parse(text, Dialect::kDash);
  ASSERT_TRUE(script);
  const Command& function = script->list->items[0].pipelines[0].commands[0];
  EXPECT_EQ(function.span.in(text), text);
  EXPECT_EQ(function.name.in(text), "f");
  EXPECT_EQ(function.body->span.in(text), "{ case a in (b|c) d ;; e) esac; }");
  const Command& choice = function.body->lists[0]->items[0].pipelines[0].commands[0];
  EXPECT_EQ(choice.case_items[0].span.in(text), "(b|c) d ;;");
  EXPECT_EQ(choice.case_items[0].terminator.in(text), ";;");
  EXPECT_EQ(choice.case_items[1].span.in(text), "e)");
  EXPECT_TRUE(choice.case_items[1].terminator.empty());
}

TEST(Spans, CommentsInsideSubstitutionsAreFound) {
  const std::string_view text = "a $(b # one\n) # two\n# three";
  const auto script = parse(text, Dialect::kDash);
  ASSERT_TRUE(script);
  ASSERT_EQ(script->comments.size(), 3u);
  EXPECT_EQ(script->comments[0].in(text), "# one");
  EXPECT_EQ(script->comments[1].in(text), "# two");
  EXPECT_EQ(script->comments[2].in(text), "# three");
}

TEST(Spans, AHashInsideAWordIsNoComment) {
  for (std::string_view text : {"a#b", "a b#c", "a '#'", "a \\#b", "a $#", "a ${x}#b", "a \"#\""}) {
    const auto script = parse(text, Dialect::kBash);
    ASSERT_TRUE(script) << text;
    EXPECT_TRUE(script->comments.empty()) << text;
  }
}

}  // namespace

}  // namespace dockhone::shell
