#include "dockhone/syntax/expand.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace dockhone::syntax {
namespace {

Lookup lookup(std::string_view name) {
  if (name == "x") return {Lookup::State::kSet, "a b"};
  if (name == "path") return {Lookup::State::kSet, "usr/lib/x.tar.gz"};
  if (name == "empty") return {Lookup::State::kSet, ""};
  if (name.starts_with("unknown")) return {Lookup::State::kUnknown, {}};
  return {};
}

std::string expanded(std::string_view word, char escape = '\\') {
  auto result = expand_word(word, escape, lookup);
  if (!result) return "error";
  return result->known ? result->value : "unknown";
}

using Words = std::vector<std::string>;

Words words(std::string_view text) {
  auto result = expand_words(text, '\\', lookup);
  return result ? *result : Words{"error"};
}

TEST(SyntaxExpand, QuotesAndEscapes) {
  EXPECT_EQ(expanded("\"a b\"'c $x'\\\"d"), "a bc $x\"d");
  EXPECT_EQ(expanded("\"\\$x \\a \\\"\""), "$x \\a \"");
  EXPECT_EQ(expanded("C:\\dir`$x", '`'), "C:\\dir$x");
  EXPECT_EQ(expanded("a\\"), "a");
  EXPECT_EQ(expanded("\"a"), "error");
}

TEST(SyntaxExpand, Patterns) {
  EXPECT_EQ(expanded("${path##*/}"), "x.tar.gz");
  EXPECT_EQ(expanded("${path%%.*}"), "usr/lib/x");
  EXPECT_EQ(expanded("${path%.*}"), "usr/lib/x.tar");
  EXPECT_EQ(expanded("${path//\\//-}"), "usr-lib-x.tar.gz");
  EXPECT_EQ(expanded("${path#\\x}"), "error");
  EXPECT_EQ(expanded("${path///y}"), expanded("${path//\"\"/y}"));
  EXPECT_EQ(expanded("${empty//*/y}"), "y");
}

TEST(SyntaxExpand, UnsetNamesAreReported) {
  auto result = expand_word("$a${b:-c}$x$a", '\\', lookup);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->value, "ca b");
  EXPECT_EQ(result->unset, (Words{"a", "b"}));
  EXPECT_TRUE(result->used_variable);
  EXPECT_FALSE(expand_word("plain", '\\', lookup)->used_variable);
}

TEST(SyntaxExpand, UnknownSpreadsWhereItIsUsed) {
  EXPECT_EQ(expanded("a$unknown"), "unknown");
  EXPECT_EQ(expanded("${unknown:-a}"), "unknown");
  EXPECT_EQ(expanded("${unknown:?a}"), "unknown");
  EXPECT_EQ(expanded("${x:-$unknown}"), "a b");
  EXPECT_EQ(expanded("${a:-$unknown}"), "unknown");
  EXPECT_EQ(expanded("${x:+$unknown}"), "unknown");
  EXPECT_EQ(expanded("${a:+$unknown}"), "");
  EXPECT_EQ(expanded("${x#$unknown}"), "unknown");
  EXPECT_EQ(expanded("${x/a/$unknown}"), "unknown");
  EXPECT_EQ(expanded("'$unknown'"), "$unknown");
}

TEST(SyntaxExpand, Words) {
  EXPECT_EQ(words("80 $x \"$x\" ''"), (Words{"80", "a", "b", "a b"}));
  EXPECT_EQ(words(" a\\ b  c "), (Words{"a b", "c"}));
  // The newest BuildKit loses what stands before the variable; so the ports of EXPOSE are these.
  EXPECT_EQ(words("80${a:-90}/tcp 1"), (Words{"90/tcp", "1"}));
}

TEST(SyntaxExpand, ErrorsNameTheVariable) {
  auto result = expand_word("a${a:?give one}", '\\', lookup);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "a: give one");
  EXPECT_EQ(result.error().offset, 1u);
}

TEST(SyntaxExpand, VariablesOfAWord) {
  std::string word = "a$x/${b:-${c}d}'$no'\\$no${e##*/}";
  std::vector<Variable> found = variables(word, '\\');
  ASSERT_EQ(found.size(), 4u);
  auto text = [&](Span span) { return std::string(span.in(word)); };
  EXPECT_EQ(text(found[0].span), "$x");
  EXPECT_EQ(text(found[1].span), "${b:-${c}d}");
  EXPECT_EQ(text(found[1].operand), "${c}d");
  EXPECT_FALSE(found[1].plain);
  EXPECT_EQ(text(found[2].span), "${c}");
  EXPECT_EQ(text(found[2].name), "c");
  EXPECT_TRUE(found[2].plain);
  EXPECT_EQ(text(found[3].operand), "#*/");
  EXPECT_TRUE(variables("$a'", '\\').empty());
  EXPECT_EQ(variables("${a:?must be set}", '\\').size(), 1u);
}

TEST(SyntaxExpand, NestingIsBounded) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "${a:-";
  EXPECT_EQ(expanded(deep), "error");
  std::string fine = "x";
  for (int i = 0; i < 100; ++i) fine = "${a:-" + fine + "}";
  EXPECT_EQ(expanded(fine), "x");
}

TEST(SyntaxExpand, WorkIsBounded) {
  std::string big(1 << 20, 'a');
  LookupFn find = [&](std::string_view) { return Lookup{Lookup::State::kSet, big}; };
  std::string many, patterns;
  for (int i = 0; i < 100'000; ++i) many += "${x:+$x}";
  for (int i = 0; i < 1000; ++i) patterns += "${x//*a*a*a*a*b/c}";
  EXPECT_FALSE(expand_word(many, '\\', find)->known);
  EXPECT_FALSE(expand_word(patterns, '\\', find)->known);
  EXPECT_TRUE(expand_word("$x", '\\', find)->known);
}

}  // namespace
}  // namespace dockhone::syntax
