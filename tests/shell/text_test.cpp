// Values of words, and whether the dialects agree about a script.
#include <gtest/gtest.h>

#include "describe.h"

namespace dockhone::shell {

namespace {

std::optional<std::string> value(std::string_view script, Dialect dialect = Dialect::kBash) {
  const auto parsed = parse(script, dialect);
  if (!parsed) return "does not parse: " + parsed.error().message;
  return static_value(parsed->list->items[0].pipelines[0].commands[0].words.back(), script);
}

TEST(StaticValue, RemovesQuotes) {
  EXPECT_EQ(value("a b"), "b");
  EXPECT_EQ(value("a 'b c'\"d e\"\\ f"), "b cd e f");
  EXPECT_EQ(value("a ''"), "");
  EXPECT_EQ(value("a \"\\$x \\\" \\\\ \\q\""), "$x \" \\ \\q");
  EXPECT_EQ(value("a \\*\\~"), "*~");
  EXPECT_EQ(value("a x~ [ ] {} a:b"), "a:b");
  EXPECT_EQ(value("a b\\\nc"), "bc");
  EXPECT_EQ(value("a \"b\\\nc\""), "bc");
  EXPECT_EQ(value("a b\\"), "b\\");
}

TEST(StaticValue, DecodesWhatDollarQuotesMeanEverywhere) {
  EXPECT_EQ(value("a $'b\\n\\t\\'\\\\'"), "b\n\t'\\");
  EXPECT_EQ(value("a $'\\x41'"), std::nullopt);
  EXPECT_EQ(value("a $'\\e'"), "\x1b");
}

TEST(StaticValue, IsNothingWhereTheShellExpands) {
  for (const char* word : {"$x", "\"$x\"", "${x}", "$(b)", "`b`", "$((1))", "*", "a?", "[ab]", "~", "~/x",
                           "{a,b}", "\"a`b`\"", "<(b)", "$\"b\""}) {
    EXPECT_EQ(value(std::string("a ") + word), std::nullopt) << word;
  }
}

TEST(StaticValue, OfAnAssignmentHasNoGlobs) {
  const std::string_view script = "x=*.[ch]{a,b}";
  const auto parsed = parse(script, Dialect::kBash);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(static_value(parsed->list->items[0].pipelines[0].commands[0].assignments[0].value, script),
            "*.[ch]{a,b}");
}

std::string_view plain(std::string_view script) {
  const auto parsed = parse(script, Dialect::kDash);
  return parsed ? plain_literal(parsed->list->items[0].pipelines[0].commands[0].words.back(), script)
                : "error";
}

TEST(PlainLiteral, IsTheTextOfOneUnquotedLiteral) {
  EXPECT_EQ(plain("a b-c"), "b-c");
  EXPECT_EQ(plain("apt-get"), "apt-get");
  EXPECT_EQ(plain("a {x}"), "{x}");
  for (const char* script : {"a 'b'", "a b'c'", "a \\b", "a $x", "a *", "a ''"})
    EXPECT_EQ(plain(script), "") << script;
}

TEST(DialectNeutral, OrdinaryScriptsAre) {
  for (std::string_view script :
       {"",
        "apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*",
        "set -eux; cd /src; make -j\"$(nproc)\"", "if [ -f a ]; then b; fi", "x=1 cmd >a 2>&1 || true",
        "for f in *.c; do cc \"$f\"; done", "echo ${x:-y} ${x%.*} $1 ${#x}",
        "awk '{print $1}' | sed 's/[[:space:]]//'", "echo \"a{b,c}\" '$(([['", "a & b", "sed -e 's/x$/y/'"}) {
    EXPECT_TRUE(dialect_neutral(script)) << script;
  }
}

TEST(DialectNeutral, ScriptsThatReadDifferentlyAreNot) {
  for (std::string_view script : {"[[ a ]]",
                                  "((a))",
                                  "a &> b",
                                  "a <(b)",
                                  "a >(b)",
                                  "a $'b'",
                                  "a $\"b\"",
                                  "a <<<b",
                                  "x=(a)",
                                  "function f { a; }",
                                  "a {b,c}",
                                  "a {1..3}",
                                  "a |& b",
                                  "a 12>b",
                                  "a {x}>b",
                                  "time a",
                                  "select x in a; do b; done",
                                  "coproc a",
                                  "x+=1",
                                  "x[0]=1",
                                  "a $[1]",
                                  "a x=~",
                                  "f() a",
                                  "f-g() { a; }",
                                  "! ! a",
                                  "case a in b) c;& d) e;; esac",
                                  "a >*",
                                  "a ${x/b/c}",
                                  "a \"${x:-'}'}\"",
                                  "a `b \\`c\\``; [[ a ]]",
                                  "a $((b) | c)",
                                  "for ((;;)); do a; done",
                                  "cat <<E\n$[1]\nE",
                                  "a $(b {c,d})",
                                  "a \"$(b {c,d})\"",
                                  "a `b {c,d}`",
                                  "a {\"b c\",d}",
                                  "a {$(b \"}\"),c}"}) {
    EXPECT_FALSE(dialect_neutral(script)) << script;
  }
}

}  // namespace

}  // namespace dockhone::shell
