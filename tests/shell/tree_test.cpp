// Shapes of trees: lists, pipelines, commands.
#include <gtest/gtest.h>

#include "describe.h"

namespace dockhone::shell {

namespace {

constexpr Dialect kAll[] = {Dialect::kDash, Dialect::kBash, Dialect::kAsh};

void expect_all(std::string_view script, std::string_view expected) {
  for (Dialect dialect : kAll) EXPECT_EQ(tree(script, dialect), expected) << script;
}

TEST(Tree, BlankScriptsAreEmptyLists) {
  for (std::string_view script : {"", " ", "\n\n", "# only a comment", "  \t\n # x\n"})
    expect_all(script, "");
}

TEST(Tree, ListsKeepTheirTerminators) {
  expect_all("a; b & c\nd", "(cmd a); (cmd b)& (cmd c)/ (cmd d)");
  expect_all("a;\n\n b", "(cmd a); (cmd b)");
  expect_all("a&b", "(cmd a)& (cmd b)");
}

TEST(Tree, AndOrListsAreFlat) {
  expect_all("a && b || c&&d", "(cmd a) && (cmd b) || (cmd c) && (cmd d)");
  expect_all("a &&\n\n# why\n b", "(cmd a) && (cmd b)");
}

TEST(Tree, PipelinesBindTighterThanAndOr) {
  expect_all("a | b && ! c | d", "(cmd a) | (cmd b) && ! (cmd c) | (cmd d)");
  expect_all("! (a)", "! (sub (cmd a))");
}

TEST(Tree, SimpleCommandsKeepAssignmentsWordsAndRedirections) {
  expect_all("A=1 B= cmd x=2 -y >out 2>&1 z", "(cmd A=1 B= cmd x=2 -y z >out 2>&1)");
  expect_all(">f", "(cmd >f)");
  expect_all("x=1", "(cmd x=1)");
  expect_all("2>e <i cmd", "(cmd cmd 2>e <i)");
}

TEST(Tree, CompoundCommands) {
  expect_all("(a; b) >f", "(sub (cmd a); (cmd b) >f)");
  expect_all("{ a; } | { b & }", "(group (cmd a);) | (group (cmd b)&)");
  expect_all("if a; then b; fi", "(if (cmd a); : (cmd b);)");
  expect_all("if a; then b; elif c; then d; else e; fi 2>f",
             "(if else (cmd a); : (cmd b); : (cmd c); : (cmd d); : (cmd e); 2>f)");
  expect_all("while a; do b; done", "(while (cmd a); : (cmd b);)");
  expect_all("until (a) do (b) done", "(until (sub (cmd a)) : (sub (cmd b)))");
}

TEST(Tree, ForLoopsTellNoWordsFromNoIn) {
  expect_all("for x in a $b 'c d'; do e; done", "(for x in a $b 'c d': (cmd e);)");
  expect_all("for x in; do e; done", "(for x in : (cmd e);)");
  expect_all("for x; do e; done", "(for x: (cmd e);)");
  expect_all("for x\ndo e; done", "(for x: (cmd e);)");
  expect_all("for do in do; do do=1; done", "(for do in do: (cmd do=1);)");
}

TEST(Tree, CaseItems) {
  expect_all("case $x in a|b) c;; (*) d; esac", "(case $x [a|b: (cmd c);;] [*: (cmd d);])");
  expect_all("case x in esac", "(case x)");
  expect_all("case x in a) ;; b) esac", "(case x [a:;;] [b:])");
  expect_all("case x in\n# why\n(esac) a;;\n\nesac", "(case x [esac: (cmd a);;])");
  EXPECT_EQ(tree("case x in a) b;& c) d;;& esac", Dialect::kBash), "(case x [a: (cmd b);&] [c: (cmd d);;&])");
}

TEST(Tree, Functions) {
  expect_all("f() { a; } >b", "(function f (group (cmd a); >b))");
  expect_all("f ( )\n\n(a)", "(function f (sub (cmd a)))");
  EXPECT_EQ(tree("f() a b; c", Dialect::kDash), "(function f (cmd a b)); (cmd c)");
  EXPECT_EQ(tree("f-g() { a; }", Dialect::kBash), "(function f-g (group (cmd a);))");
  EXPECT_EQ(tree("function f { a; }", Dialect::kAsh), "(function f (group (cmd a);))");
  EXPECT_EQ(tree("function f() { a; }; b", Dialect::kBash), "(function f (group (cmd a);)); (cmd b)");
}

TEST(Tree, ReservedWordsAreWordsWhereNoCommandBegins) {
  expect_all("echo if then fi } { ! in", "(cmd echo if then fi } { ! in)");
  expect_all("x=1 if", "(cmd x=1 if)");
  expect_all("'if' \"then\" \\fi", "(cmd 'if' \"then\" \\fi)");
  expect_all("{}; {a; }b", "(cmd {}); (cmd {a); (cmd }b)");
}

TEST(Tree, AmpersandGreaterIsABackgroundJobInDash) {
  EXPECT_EQ(tree("a &> b", Dialect::kDash), "(cmd a)& (cmd > b)");
  EXPECT_EQ(tree("a &> b", Dialect::kBash), "(cmd a &> b)");
  EXPECT_EQ(tree("a &> b", Dialect::kAsh), "(cmd a &> b)");
}

TEST(Tree, DoubleBracketsAreThreeDifferentThings) {
  EXPECT_EQ(tree("[[ a && b ]]", Dialect::kDash), "(cmd [[ a) && (cmd b ]])");
  EXPECT_EQ(tree("[[ a && b ]]", Dialect::kBash), "(test a && b)");
  EXPECT_EQ(tree("[[ a && b ]] && c", Dialect::kAsh), "(cmd [[ a && b ]]) && (cmd c)");
  EXPECT_EQ(tree("[[ a < b ]]", Dialect::kAsh), "(cmd [[ a ]] < b)");
  EXPECT_EQ(tree("[[ a < b ]]", Dialect::kBash), "(test a < b)");
}

TEST(Tree, BashTests) {
  EXPECT_EQ(tree("[[ ! ( -f a || $x == y* ) ]] >f", Dialect::kBash), "(test ! ( -f a || $x == y* ) >f)");
  EXPECT_EQ(tree("[[ a =~ ^(b|c d)+$ && e ]]", Dialect::kBash), "(test a =~ ^(b|c d)+$ && e)");
  EXPECT_EQ(tree("[[ a == @(b|c) ]]", Dialect::kBash), "(test a == @(b|c))");
}

TEST(Tree, DoubleParenthesesAreArithmeticInBashOnly) {
  EXPECT_EQ(tree("((a))", Dialect::kDash), "(sub (sub (cmd a)))");
  EXPECT_EQ(tree("((a))", Dialect::kBash), "(arith a)");
  EXPECT_EQ(tree("((a) | b)", Dialect::kBash), "(sub (sub (cmd a)) | (cmd b))");
  EXPECT_EQ(tree("for ((i=0;i<3;i++)); do a; done", Dialect::kBash), "(for ((i=0;i<3;i++)): (cmd a);)");
  EXPECT_EQ(tree("((a)) && ((b))", Dialect::kAsh), "(sub (sub (cmd a))) && (sub (sub (cmd b)))");
}

TEST(Tree, TimeIsReservedInBashOnly) {
  EXPECT_EQ(tree("time -p a | b", Dialect::kBash), "time (cmd a) | (cmd b)");
  EXPECT_EQ(tree("time -p a | b", Dialect::kDash), "(cmd time -p a) | (cmd b)");
  EXPECT_EQ(tree("a | time b", Dialect::kBash), "(cmd a) | (cmd time b)");
  EXPECT_EQ(tree("time ! a", Dialect::kBash), "time ! (cmd a)");
}

TEST(Tree, PipesOfErrors) {
  EXPECT_EQ(tree("a |& b", Dialect::kBash), "(cmd a) |& (cmd b)");
  EXPECT_EQ(tree("a |& b", Dialect::kDash), "syntax: unexpected '&'");
}

TEST(Tree, SelectIsReservedInBashOnly) {
  EXPECT_EQ(tree("select x in a; do b; done", Dialect::kBash), "(select x in a: (cmd b);)");
  EXPECT_EQ(tree("select x in a", Dialect::kDash), "(cmd select x in a)");
}

TEST(Tree, DescriptorsHaveOneDigitInDash) {
  EXPECT_EQ(tree("a 12>b", Dialect::kDash), "(cmd a 12 >b)");
  EXPECT_EQ(tree("a 12>b", Dialect::kBash), "(cmd a 12>b)");
  EXPECT_EQ(tree("a 12>b", Dialect::kAsh), "(cmd a 12>b)");
  EXPECT_EQ(tree("a {fd}>b", Dialect::kBash), "(cmd a {fd}>b)");
  EXPECT_EQ(tree("a {fd}>b", Dialect::kDash), "(cmd a {fd} >b)");
  expect_all("a2>b", "(cmd a2 >b)");
  expect_all("a 2 >b", "(cmd a 2 >b)");
}

TEST(Tree, AssignmentsOfBash) {
  EXPECT_EQ(tree("x+=1 y[0]=2 z=(a 'b c')", Dialect::kBash), "(cmd x+=1 y[0]=2 z=(a 'b c'))");
  EXPECT_EQ(tree("x[a b]=1 c", Dialect::kBash), "(cmd x[a b]=1 c)");
  EXPECT_EQ(tree("x[a b]=1 c", Dialect::kDash), "(cmd x[a b]=1 c)");
  const auto dash = parse("x+=1", Dialect::kDash);
  ASSERT_TRUE(dash);
  EXPECT_EQ(dash->list->items[0].pipelines[0].commands[0].words.size(), 1u);
}

TEST(Tree, ErrorsSayWhatIsWrongAndWhere) {
  const auto error = parse("a && && b", Dialect::kDash);
  ASSERT_FALSE(error);
  EXPECT_EQ(error.error().kind, ParseError::Kind::kSyntax);
  EXPECT_EQ(error.error().message, "unexpected '&&'");
  EXPECT_EQ(error.error().offset, 5u);
  EXPECT_EQ(tree("if a; then b", Dialect::kDash), "syntax: expected fi");
  EXPECT_EQ(tree("echo 'a", Dialect::kBash), "syntax: unterminated single quote");
  EXPECT_EQ(tree("coproc a", Dialect::kBash), "unsupported: coproc");
  EXPECT_EQ(tree(std::string_view("a\0b", 3), Dialect::kBash), "unsupported: NUL byte");
}

}  // namespace

}  // namespace dockhone::shell
