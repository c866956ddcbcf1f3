// What each dialect accepts and rejects, as found by asking the shells themselves.
#include <gtest/gtest.h>

#include "describe.h"
#include "grammar_table.h"

namespace dockhone::shell {

namespace {

char answer(std::string_view script, Dialect dialect) {
  const auto parsed = parse(script, dialect);
  if (parsed) return '+';
  return parsed.error().kind == ParseError::Kind::kSyntax ? '-' : 'u';
}

TEST(Grammar, EachDialectTakesWhatItsShellTakes) {
  for (const GrammarCase& row : grammar()) {
    const char answers[] = {answer(row.script, Dialect::kDash), answer(row.script, Dialect::kBash),
                            answer(row.script, Dialect::kAsh)};
    EXPECT_EQ(std::string_view(answers, 3), row.answers) << row.script;
  }
}

TEST(Grammar, NeutralScriptsHaveTheSameTreeEverywhere) {
  std::size_t neutral = 0;
  for (const GrammarCase& row : grammar()) {
    if (!dialect_neutral(row.script)) continue;
    const auto dash = parse(row.script, Dialect::kDash);
    if (!dash) {
      EXPECT_FALSE(parse(row.script, Dialect::kBash)) << row.script;
      EXPECT_FALSE(parse(row.script, Dialect::kAsh)) << row.script;
      continue;
    }
    ++neutral;
    EXPECT_EQ(tree(row.script, Dialect::kDash), tree(row.script, Dialect::kBash)) << row.script;
    EXPECT_EQ(tree(row.script, Dialect::kDash), tree(row.script, Dialect::kAsh)) << row.script;
  }
  EXPECT_GT(neutral, 150u);
}

// Under -n a shell reads command after command: putting a script into a group, a substitution or behind
// another one changes nothing about what it takes.
TEST(Grammar, WhatIsTakenAloneIsTakenInside) {
  for (const GrammarCase& row : grammar()) {
    if (row.script.find('\n') != row.script.npos || row.script.find('#') != row.script.npos ||
        row.script.find("<<") != row.script.npos || row.script.ends_with('\\')) {
      continue;
    }
    for (Dialect dialect : {Dialect::kDash, Dialect::kBash, Dialect::kAsh}) {
      if (answer(row.script, dialect) != '+') continue;
      const std::string script(row.script);
      EXPECT_EQ(answer("{ " + script + "\n}", dialect), '+') << script;
      EXPECT_EQ(answer("x; " + script + "\n", dialect), '+') << script;
      EXPECT_EQ(answer("if x\nthen " + script + "\nfi", dialect), '+') << script;
      EXPECT_EQ(answer("(" + std::string(script.starts_with('(') ? " " : "") + script + "\n)", dialect), '+')
          << script;
    }
  }
}

}  // namespace

}  // namespace dockhone::shell
