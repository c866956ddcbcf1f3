// The visitor reaches everything, in source order, and stops where it is told to.
#include "dockhone/shell/visit.h"

#include <gtest/gtest.h>

#include <string>

#include "dockhone/shell/parser.h"

namespace dockhone::shell {

namespace {

constexpr std::string_view kScript =
    ">o A=$(run assign) cmd \"$(run quotes)\" 2>$(run target) ${x:-$(run operand)} $(( $(run arith) )) <<E\n"
    "$(run body)\nE\n"
    "f() { run function; } && case $(run subject) in $(run pattern)) run item;; esac\n"
    "for y in $(run words); do run loop; done | ( run subshell ) ; `run backquotes`\n";

struct Names {
  std::string_view text;
  std::string found;
  void command(const Command& command) {
    if (command.words.size() == 2) found += std::string(command.words[1].span.in(text)) + " ";
  }
};

TEST(Visit, FindsCommandsEverywhereInSourceOrder) {
  const auto script = parse(kScript, Dialect::kDash);
  ASSERT_TRUE(script) << script.error().message;
  Names names{kScript, ""};
  visit(*script->list, names);
  EXPECT_EQ(names.found,
            "assign quotes target operand arith body function subject pattern item words loop subshell "
            "backquotes ");
}

TEST(Visit, FindsParameters) {
  const std::string_view text = "a $x \"${y:-$z}\" b=$(c $1) >$f; d[$i]=$j k=($l) {m,$n} [$o]";
  const auto script = parse(text, Dialect::kBash);
  ASSERT_TRUE(script) << script.error().message;
  struct {
    std::string_view text;
    std::string found;
    void parameter(const WordPart& part) { found += std::string(part.name.in(text)) + " "; }
  } parameters{text, ""};
  visit(*script->list, parameters);
  EXPECT_EQ(parameters.found, "x y z 1 f i j l n o ");
}

TEST(Visit, WordsAssignmentsAndRedirectionsInTheOrderTheyStand) {
  const std::string_view text = ">a B=1 <c D=2 e 2>f g";
  const auto script = parse(text, Dialect::kDash);
  ASSERT_TRUE(script);
  struct {
    std::string_view text;
    std::string found;
    void redirect(const Redirect& item) { found += std::string(item.span.in(text)) + " "; }
    void assignment(const Assignment& item) { found += std::string(item.span.in(text)) + " "; }
    void word(const Word& item) { found += "(" + std::string(item.span.in(text)) + ") "; }
  } order{text, ""};
  visit(*script->list, order);
  EXPECT_EQ(order.found, ">a (a) B=1 (1) <c (c) D=2 (2) (e) 2>f (f) (g) ");
}

TEST(Visit, FalseKeepsItOut) {
  const std::string_view text = "a $(b) \"$(c)\"; (d $(e)); f() { g; }";
  const auto script = parse(text, Dialect::kDash);
  ASSERT_TRUE(script);
  struct {
    std::string_view text;
    std::string found;
    bool command(const Command& command) {
      found += text[command.span.begin];
      return command.kind != CommandKind::kFunction;
    }
    bool word(const Word& word) { return text[word.span.begin] != '"'; }
  } picky{text, ""};
  visit(*script->list, picky);
  EXPECT_EQ(picky.found, "ab(def");
}

TEST(Visit, EveryListAndPipelineOnce) {
  const auto script = parse(kScript, Dialect::kDash);
  ASSERT_TRUE(script);
  struct {
    std::size_t lists = 0;
    std::size_t and_ors = 0;
    std::size_t pipelines = 0;
    void list(const List&) { ++lists; }
    void and_or(const AndOr&) { ++and_ors; }
    void pipeline(const Pipeline&) { ++pipelines; }
  } counts;
  visit(*script->list, counts);
  EXPECT_EQ(counts.lists, 15u);
  EXPECT_EQ(counts.and_ors, 18u);
  EXPECT_EQ(counts.pipelines, 19u);
}

}  // namespace

}  // namespace dockhone::shell
