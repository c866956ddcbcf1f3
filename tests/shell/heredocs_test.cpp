// Here-documents: delimiters, bodies, terminators.
#include <gtest/gtest.h>

#include <vector>

#include "describe.h"
#include "dockhone/shell/visit.h"

namespace dockhone::shell {

namespace {

struct Found {
  std::vector<Redirect> redirects;
  void redirect(const Redirect& redirect) { redirects.push_back(redirect); }
};

// A script and the redirections in it, which live as long as it does.
struct Read {
  tl::expected<Script, ParseError> script;
  std::vector<Redirect> redirects;
};

Read here_documents(std::string_view script, Dialect dialect = Dialect::kDash) {
  Read read{parse(script, dialect), {}};
  EXPECT_TRUE(read.script) << script;
  Found found;
  if (read.script) visit(*read.script->list, found);
  read.redirects = found.redirects;
  return read;
}

// The bodies of a script's here-documents as "body|terminator".
std::string bodies(std::string_view script, Dialect dialect = Dialect::kDash) {
  std::string out;
  const Read read = here_documents(script, dialect);
  for (const Redirect& redirect : read.redirects) {
    if (!out.empty()) out += " + ";
    out += std::string(redirect.body.in(script)) + "|" + std::string(redirect.terminator.in(script));
  }
  return out;
}

TEST(HereDocuments, BodyAndTerminator) {
  EXPECT_EQ(bodies("a <<E\nb\nc\nE\nd"), "b\nc\n|E");
  EXPECT_EQ(bodies("a <<E\nE"), "|E");
  EXPECT_EQ(bodies("a <<E >f && b\nx\nE\n"), "x\n|E + |");
  EXPECT_EQ(tree("a <<E\nb\nE\nc", Dialect::kDash), "(cmd a <<E)/ (cmd c)");
}

TEST(HereDocuments, SeveralOnOneLine) {
  EXPECT_EQ(bodies("a <<A | b <<B\n1\nA\n2\nB\n"), "1\n|A + 2\n|B");
  EXPECT_EQ(bodies("{ a <<A; } <<B\n1\nA\n2\nB\n"), "1\n|A + 2\n|B");
}

TEST(HereDocuments, TheTextMayEndFirst) {
  EXPECT_EQ(bodies("a <<E"), "|");
  EXPECT_EQ(bodies("a <<E\nb\n"), "b\n|");
  EXPECT_EQ(bodies("a <<E\nb"), "b|");
}

TEST(HereDocuments, DelimitersLoseTheirQuotes) {
  for (std::string_view script : {"a <<'E F'\n$(\nE F\n", "a <<\"E F\"\n$(\nE F\n", "a <<E\\ F\n$(\nE F\n"}) {
    EXPECT_EQ(bodies(script), "$(\n|E F") << script;
    const Read read = here_documents(script);
    EXPECT_TRUE(read.redirects.at(0).quoted) << script;
    EXPECT_TRUE(read.redirects.at(0).body_parts.empty()) << script;
  }
}

TEST(HereDocuments, TabsMayBeStripped) {
  EXPECT_EQ(bodies("a <<-E\n\tb\n\t\tE\nc"), "\tb\n|\t\tE");
  EXPECT_TRUE(here_documents("a <<-E\nE\n").redirects.at(0).strip_tabs);
  EXPECT_EQ(bodies("a <<E\n\tE\nE\n"), "\tE\n|E");
}

TEST(HereDocuments, CarriageReturnsBelongToDelimiterAndTerminator) {
  EXPECT_EQ(bodies("a <<E\r\nb\r\nE\r\nc\r\n"), "b\r\n|E\r");
}

TEST(HereDocuments, UnquotedBodiesExpand) {
  const std::string_view script = "a <<E\n$x 'y' \"z\" \\$q \\\\ \\n $(b) `c` $((1)) ${d:-e}\nE\n";
  const Read read = here_documents(script);
  ASSERT_EQ(read.redirects.size(), 1u);
  EXPECT_EQ(describe(read.redirects[0].body_parts, script),
            "$:x lit: 'y' \"z\"  esc:\\$ lit:q  esc:\\\\ lit: \\n  cmd{(cmd b)} lit:  back{(cmd c)} lit:  "
            "arith[lit:1] lit:  $-:d[lit:e] lit:\n");
}

TEST(HereDocuments, AContinuedLineIsNoTerminator) {
  EXPECT_EQ(bodies("a <<E\nb\\\nE\nE\n"), "b\\\nE\n|E");
  EXPECT_EQ(bodies("a <<E\nb\\\\\nE\n"), "b\\\\\n|E");
  EXPECT_EQ(bodies("a <<'E'\nb\\\nE\n"), "b\\\n|E");
}

TEST(HereDocuments, WhatTheShellsReadDifferentlyIsRefused) {
  for (std::string_view script : {"a <<E\nE\\\n\nE\n", "a <<E\n$(b\nE\n)\nE\n", "a <<E $(b\nc)\nE\n",
                                  "$(a <<E)\nb\nE\n", "a <<$x\n$x\n", "a <<E\n${x:-\"y\"}\nE\n"}) {
    for (Dialect dialect : {Dialect::kDash, Dialect::kBash, Dialect::kAsh}) {
      const auto parsed = parse(script, dialect);
      ASSERT_FALSE(parsed) << script;
      EXPECT_EQ(parsed.error().kind, ParseError::Kind::kUnsupported) << script;
    }
  }
}

TEST(HereDocuments, InsideSubstitutionsAndCompounds) {
  EXPECT_EQ(bodies("x=$(a <<E\n)\nE\n)\n"), ")\n|E");
  EXPECT_EQ(bodies("if a <<E; then\nx\nE\nb; fi"), "x\n|E");
  EXPECT_EQ(bodies("f() { a <<E\nx\nE\n}\n"), "x\n|E");
  EXPECT_EQ(bodies("a <<E\n$(b <<F\ny\nF\n)\nE\n"), "$(b <<F\ny\nF\n)\n|E + y\n|F");
}

TEST(HereDocuments, HereStringsAreForBash) {
  EXPECT_EQ(tree("a <<<'b c' d", Dialect::kBash), "(cmd a d <<<'b c')");
  EXPECT_EQ(tree("a <<<b", Dialect::kAsh), "syntax: unexpected '<<'");
}

}  // namespace

}  // namespace dockhone::shell
