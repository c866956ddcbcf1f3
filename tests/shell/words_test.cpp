// Parts of words: quotes, expansions, and what is literal.
#include <gtest/gtest.h>

#include "describe.h"

namespace dockhone::shell {

namespace {

constexpr Dialect kAll[] = {Dialect::kDash, Dialect::kBash, Dialect::kAsh};

void expect_all(std::string_view script, std::string_view expected) {
  for (Dialect dialect : kAll) EXPECT_EQ(parts(script, dialect), expected) << script;
}

TEST(Words, Quotes) {
  expect_all("a b'c d'e\"f g\"\\h", "lit:b sq:'c d' lit:e dq[lit:f g] esc:\\h");
  expect_all("a \"\\q \\$ \\\" \\\\\"", "dq[lit:\\q  esc:\\$ lit:  esc:\\\" lit:  esc:\\\\]");
  expect_all("a ''", "sq:''");
  expect_all("a \"\"", "dq:\"\"");
  expect_all("a \"it's\"", "dq[lit:it's]");
}

TEST(Words, DollarQuotesDependOnTheDialect) {
  EXPECT_EQ(parts("a $'b\\'c'", Dialect::kBash), "ansi:$'b\\'c'");
  EXPECT_EQ(parts("a $'b\\'c'", Dialect::kAsh), "ansi:$'b\\'c'");
  EXPECT_EQ(parts("a $'b'", Dialect::kDash), "lit:$ sq:'b'");
  EXPECT_EQ(parts("a $\"b\"", Dialect::kBash), "loc[lit:b]");
  EXPECT_EQ(parts("a $\"b\"", Dialect::kAsh), "lit:$ dq[lit:b]");
  expect_all("a \"$'b'\"", "dq[lit:$'b']");
}

TEST(Words, Parameters) {
  expect_all("a $x$1$@${y}${10}", "$:x $:1 $:@ $:y $:10");
  expect_all("a $10", "$:1 lit:0");
  expect_all("a $ b$", "lit:b$");
  expect_all("a ${#x}${#}${#-}${#@}", "$#:x $:# $#:- $#:@");
  expect_all(
      "a ${x-b}${x:-b}${x=b}${x:=b}${x?b}${x:?b}${x+b}${x:+b}",
      "$-:x[lit:b] $-:x[lit:b] $=:x[lit:b] $=:x[lit:b] $?:x[lit:b] $?:x[lit:b] $+:x[lit:b] $+:x[lit:b]");
  expect_all("a ${x#b}${x##*/}${x%.c}${x%%[$y]}",
             "$%:x[lit:b] $%:x[glob:* lit:/] $%:x[lit:.c] $%:x[lit:[ $:y lit:]]");
  EXPECT_EQ(parts("a ${x/b/c}${!y}${z[0]}", Dialect::kBash), "$other:x[lit:/b/c] $other:y $other:z[lit:[0]]");
}

TEST(Words, BadSubstitutionsAreReadAlikeAndFailWhenTheyRun) {
  expect_all("a ${x/b/c}${|}${x y}", "$other:x[lit:/b/c] $other:[lit:|] $other:x[lit: y]");
}

TEST(Words, OperandsHoldQuotesAndExpansions) {
  expect_all("a ${x:-$(b)}", "$-:x[cmd{(cmd b)}]");
  expect_all("a \"${x:-\"b c\"}\"", "dq[$-:x[dq[lit:b c]]]");
  expect_all("a ${x:-'}'}", "$-:x[sq:'}']");
  expect_all("a \"${x%'}'}\"", "dq[$%:x[sq:'}']]");
  expect_all("a ${x-a b;c|d}e", "$-:x[lit:a b;c|d] lit:e");
  EXPECT_EQ(parts("a \"${x:-'}'}\"", Dialect::kDash), "dq[$-:x[lit:'] lit:'}]");
}

TEST(Words, CommandSubstitutions) {
  expect_all("a $(b \"$(c 'd)')\" )", "cmd{(cmd b \"$(c 'd)')\")}");
  expect_all("a $()", "cmd{}");
  expect_all("a \"x$(b \"c\")y\"", "dq[lit:x cmd{(cmd b \"c\")} lit:y]");
  expect_all("a $(case b in c) d;; esac)", "cmd{(case b [c: (cmd d);;])}");
  expect_all("a `b | c`", "back{(cmd b) | (cmd c)}");
  expect_all("a `b 's/\\(c\\)/'`", "back{(cmd b 's/\\(c\\)/')}");
  expect_all("a `b \\`c\\``", "back:`b \\`c\\``");
}

TEST(Words, Arithmetic) {
  expect_all("a $((1 + $x))", "arith[lit:1 +  $:x]");
  expect_all("a $(((1)+2))", "arith[lit:(1)+2]");
  expect_all("a $( (b) )", "cmd{(sub (cmd b))}");
  EXPECT_EQ(parts("a $((b) | c)", Dialect::kBash), "cmd{(sub (cmd b)) | (cmd c)}");
  EXPECT_EQ(parts("a $[1+$x]", Dialect::kBash), "arith[lit:1+ $:x]");
  EXPECT_EQ(parts("a $[1+$x]", Dialect::kDash), "lit:$ glob[lit:1+ $:x]");
}

TEST(Words, ProcessSubstitutions) {
  EXPECT_EQ(parts("a <(b)", Dialect::kBash), "proc{(cmd b)}");
  EXPECT_EQ(parts("a x>(b)y", Dialect::kAsh), "lit:x proc{(cmd b)} lit:y");
}

TEST(Words, Globs) {
  expect_all("a *.[ch]?", "glob:* lit:. glob:[ch] glob:?");
  expect_all("a [!]a] [", "lit:[");
  expect_all("a [!]a]", "glob:[!]a]");
  expect_all("a [[:alpha:]]x", "glob:[[:alpha:]] lit:x");
  expect_all("a [$x'y']", "glob[$:x sq:'y']");
  expect_all("a [b \\*", "esc:\\*");
  expect_all("a b] [c", "lit:[c");
  expect_all("x=*.[ch]", "lit:*.[ch]");
}

TEST(Words, Tildes) {
  expect_all("a ~/b", "tilde:~ lit:/b");
  expect_all("a ~user", "tilde:~user");
  expect_all("a ~'b'", "lit:~ sq:'b'");
  expect_all("a b~", "lit:b~");
  expect_all("a ~b:c", "lit:~b:c");
  expect_all("x=~/a:~b:c~", "tilde:~ lit:/a: tilde:~b lit::c~");
  EXPECT_EQ(parts("a x=~/b", Dialect::kBash), "lit:x= tilde:~ lit:/b");
  EXPECT_EQ(parts("a x=~/b", Dialect::kDash), "lit:x=~/b");
  expect_all("export x=~/b", "lit:x= tilde:~ lit:/b");
  expect_all("a --x=~/b", "lit:--x=~/b");
}

TEST(Words, BraceExpansions) {
  EXPECT_EQ(parts("a b{c,$d}e", Dialect::kBash), "lit:b brace[lit:c, $:d] lit:e");
  EXPECT_EQ(parts("a {1..3}{a..c..2}", Dialect::kBash), "brace[lit:1..3] brace[lit:a..c..2]");
  EXPECT_EQ(parts("a {{a,b},c}", Dialect::kBash), "brace[brace[lit:a,b] lit:,c]");
  EXPECT_EQ(parts("a {x{a,b}", Dialect::kBash), "lit:{x brace[lit:a,b]");
  EXPECT_EQ(parts("a {a,b}}", Dialect::kBash), "brace[lit:a,b] lit:}");
  for (const char* literal : {"{}", "{a}", "{a", "a}", "{1..b}", "{..}", "{a,b", "}{"}) {
    EXPECT_EQ(parts(std::string("a ") + literal, Dialect::kBash), std::string("lit:") + literal);
  }
  EXPECT_EQ(parts("a {a,b}", Dialect::kDash), "lit:{a,b}");
  EXPECT_EQ(parts("x={a,b}", Dialect::kBash), "lit:{a,b}");
}

TEST(Words, BytesThatAreNoUtf8AreOrdinary) { expect_all("a \xff\xfe\x80", "lit:\xff\xfe\x80"); }

TEST(Words, CarriageReturnsAreOrdinary) { expect_all("a b\r", "lit:b\r"); }

TEST(Words, LineContinuations) {
  expect_all("a b\\\n  c", "lit:c");
  expect_all("a b\\\nc", "lit:b esc:\\\n lit:c");
  expect_all("a \"b\\\nc\"", "dq[lit:b esc:\\\n lit:c]");
  expect_all("a 'b\\\nc'", "sq:'b\\\nc'");
  expect_all("a b\\", "lit:b\\");
  expect_all("ec\\\nho a", "line continuation inside a command's name");
}

TEST(Words, RegularExpressionsAndPatternsInTests) {
  EXPECT_EQ(parts("[[ a =~ ^(b|$c) ]]", Dialect::kBash), "lit:^ ext[lit:b| $:c]");
  EXPECT_EQ(parts("[[ a == x@(b|c)* ]]", Dialect::kBash), "lit:x ext[lit:b|c] glob:*");
}

}  // namespace

}  // namespace dockhone::shell
