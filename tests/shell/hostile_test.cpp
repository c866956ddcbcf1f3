// Text made to hurt: depth is bounded, time grows with the length, nothing is read out of bounds.
#include <gtest/gtest.h>

#include <random>

#include "describe.h"

namespace dockhone::shell {

namespace {

constexpr Dialect kAll[] = {Dialect::kDash, Dialect::kBash, Dialect::kAsh};

std::string repeat(std::string_view text, std::size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (std::size_t index = 0; index < count; ++index) out += text;
  return out;
}

TEST(Hostile, NestingIsBoundedByName) {
  for (std::string_view opening :
       {"$(", "\"$(", "(", "{ ", "if ", "while ", "${x:-", "\"${x:-", "$((", "$(($(", "<(", "f() ",
        "case a in b) ", "[[ ( ", "for x in a; do ", "! { ", "`a $("}) {
    const std::string script = "a; " + repeat(opening, 10000);
    for (Dialect dialect : kAll) {
      EXPECT_FALSE(parse(script, dialect)) << opening;
    }
  }
  EXPECT_EQ(tree("a " + repeat("$(", 10000), Dialect::kDash), "unsupported: nested deeper than 100 levels");
  EXPECT_EQ(tree(repeat("(", 1000000), Dialect::kDash), "unsupported: nested deeper than 100 levels");
  EXPECT_EQ(tree("[[ " + repeat("(", 1000000), Dialect::kBash), "unsupported: nested deeper than 100 levels");
}

TEST(Hostile, LengthIsBoundedByName) {
  EXPECT_EQ(tree(repeat("a;", kMaxScript / 2 + 1), Dialect::kDash), "unsupported: script longer than 1 MiB");
  EXPECT_TRUE(parse(repeat("a;", kMaxScript / 2), Dialect::kDash));
}

TEST(Hostile, NestingUpToTheLimitParses) {
  for (int depth : {1, 10, kMaxDepth / 2}) {
    const auto count = static_cast<std::size_t>(depth);
    const std::string groups = repeat("{ ", count) + "a;" + repeat(" };", count);
    const std::string substitutions = "a " + repeat("$(a ", count) + repeat(")", count);
    for (Dialect dialect : kAll) {
      EXPECT_TRUE(parse(groups, dialect)) << depth;
      EXPECT_TRUE(parse(substitutions, dialect)) << depth;
    }
  }
}

TEST(Hostile, EscapedBackquotesNestAndEnd) {
  std::string script = "a";
  std::string escape;
  for (int level = 0; level < 6; ++level) {
    std::string inner;
    for (char c : script) {
      if (c == '`' || c == '\\') inner += '\\';
      inner += c;
    }
    script = "a `" + inner + "`";
  }
  for (Dialect dialect : kAll) EXPECT_TRUE(parse(script, dialect));
  EXPECT_FALSE(parse("a " + repeat("\\`", 1000) + "`" + repeat("\\`", 100001), Dialect::kDash));
}

// Each of these was or could be quadratic. Hundreds of kilobytes take milliseconds when they are not.
TEST(Hostile, LongTextTakesTimeInProportion) {
  constexpr std::size_t kCount = 100000;
  for (std::string_view piece :
       {"a ",        "a;",   "a|",    "a&&",       "a\n",        "x=1 ",  "$x",     "${x}",  "[",
        "[a",        "a]",   "[[:",   "[[:x:]",    "{",          "{a,",   "}",      "{a..b", "*",
        "~",         ":~",   "\\\n",  "\\",        "'",          "\"",    "`",      "#",     "# \n",
        "(",         "((",   "$((1)", "$[",        "x[",         "((a)",  "$((a)|", "<<E ",  "<<E\n",
        "a<<E\nE\n", ">a ",  "${",    "$((",       "case a in ", "esac ", "if ",    "\xff",  "\\a",
        "{1..2}",    "x=~:", "a() ",  "[[ a =~ (", "\t",         "&",     ";",      "1>",    "2>&1 "}) {
    const std::string script = "a " + repeat(piece, kCount);
    for (Dialect dialect : kAll) {
      const auto parsed = parse(script, dialect);
      EXPECT_TRUE(parsed || (!parsed.error().message.empty() && parsed.error().offset <= script.size()))
          << piece;
    }
  }
}

TEST(Hostile, EveryPrefixOfAScriptIsReadSafely) {
  const std::string_view script =
      "f() { x=1 y[2]=3 cmd \"$(a `b` ${c:-\"d\"})\" $((1+2)) {a,b} [x]* ~/q 2>&1 <<E && [[ a =~ (b) ]] || ! "
      "c |& d; }\n$e `f`\nE\ncase $'g' in (h|i) j;; esac; for k in l; do m; done <(n) >|o &>p; ((q)); z=(r "
      "s)";
  for (std::size_t size = 0; size <= script.size(); ++size) {
    // A copy of exactly that size, so that a sanitizer sees what is behind it.
    const std::string prefix(script.substr(0, size));
    const std::vector<char> exact(prefix.begin(), prefix.end());
    for (Dialect dialect : kAll) {
      const auto parsed = parse({exact.data(), exact.size()}, dialect);
      EXPECT_TRUE(parsed || parsed.error().offset <= size);
    }
  }
}

TEST(Hostile, RandomBytesAndTokensAreReadSafely) {
  constexpr std::string_view kTokens[] = {
      "a",          "if ",  "fi",  "(",    ")",  "{ ",  "}",  "[[ ", "]]", "<<E", "\nE\n", "$(", "`",
      "\"",         "'",    "${x", "$((",  "))", ";",   ";;", "&",   "|",  "\n",  " ",     ">",  "<(",
      "case a in ", "esac", "\\",  "\\\n", "=",  "x=(", "*",  "[",   "]",  "{",   ",",     "~"};
  std::mt19937 random(1);
  std::size_t accepted = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string script;
    for (auto token = random() % 20; token > 0; --token) script += kTokens[random() % std::size(kTokens)];
    if (random() % 8 == 0) script += static_cast<char>(random() % 256);
    const std::vector<char> exact(script.begin(), script.end());
    const std::string_view text(exact.data(), exact.size());
    for (Dialect dialect : kAll) {
      const auto parsed = parse(text, dialect);
      accepted += parsed.has_value();
      EXPECT_TRUE(parsed || !parsed.error().message.empty()) << script;
    }
    dialect_neutral(text);
  }
  EXPECT_GT(accepted, 1000u);
}

}  // namespace

}  // namespace dockhone::shell
