// The sixty points of what the reference parser does, by number.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "describe.h"
#include "dockhone/syntax/document.h"
#include "dockhone/syntax/expand.h"
#include "invariants.h"

namespace dockhone::syntax {
namespace {

using namespace std::string_literals;

// `text` stands behind "FROM a\n", `expected` behind "FROM (a); ".
struct Quirk {
  int point;
  std::string text;
  std::string expected;
};

void PrintTo(const Quirk& quirk, std::ostream* out) { *out << quirk.point << ": " << visible(quirk.text); }

std::string test_name(const testing::TestParamInfo<Quirk>& row) {
  return "Point" + std::to_string(row.param.point) + "Row" + std::to_string(row.index);
}

class SyntaxQuirk : public testing::TestWithParam<Quirk> {};

TEST_P(SyntaxQuirk, Holds) {
  const Quirk& quirk = GetParam();
  bool refused = quirk.expected.starts_with("error");
  std::string described = describe("FROM a\n" + quirk.text);
  EXPECT_EQ(described, refused ? quirk.expected : "FROM (a); " + quirk.expected);
}

INSTANTIATE_TEST_SUITE_P(
    Instructions, SyntaxQuirk,
    testing::Values(
        Quirk{1, "RUN a \\\n# c\n  b", "RUN (a   b)"},
        Quirk{2, "RUN a \\\n# c \\\n b\nRUN c", "RUN (a  b); RUN (c)"},
        Quirk{3, "RUN echo 'a\\\n# k\\\nb'", "RUN (echo 'ab')"},
        Quirk{4, "RUN a # c \\\n b", "RUN (a # c  b)"}, Quirk{5, "RUN a \\\n\nRUN c", "RUN (a RUN c)"},
        Quirk{5, "RUN a \\\n \t\n\n b", "RUN (a  b)"}, Quirk{6, "RUN a \\ \t \nb", "RUN (a b)"},
        Quirk{7, "RUN a \\\\\nRUN b", "RUN (a \\\\); RUN (b)"},
        Quirk{7, "RUN a \\\\\\\nRUN b", "RUN (a \\\\\\); RUN (b)"},
        Quirk{8, "RUN a\\\nb\\\n  c", "RUN (ab  c)"}, Quirk{9, "RU\\\nN a", "RUN (a)"},
        Quirk{10, "RUN a \\", "RUN (a)"}, Quirk{10, "RUN a", "RUN (a)"},
        Quirk{11, "RUN a \\\r\n b\r\nRUN c\r\n", "RUN (a  b); RUN (c)"},
        Quirk{11, "RUN a\rRUN b", "RUN (a\\rRUN b)"}, Quirk{11, "RUN\ra", "RUN (a)"},
        Quirk{20, "run a\nRuN b", "RUN (a); RUN (b)"}, Quirk{20, "FROM b aS c", "FROM (b) (aS) (c)"},
        Quirk{20, "FROM --Platform=x b", "error: FROM has no flag --Platform"},
        Quirk{21, "COPY\ta\vb\f c", "COPY (a) (b) (c)"},
        Quirk{21,
              "COPY a\xc2\xa0"
              "b c",
              "COPY (a\xc2\xa0"
              "b) (c)"},
        Quirk{21, "\xc2\xa0RUN a", "RUN (a)"}, Quirk{22, "RUN a \t \n", "RUN (a)"},
        Quirk{23, "COPY --link a --from=b c", "COPY --link (a) (--from=b) (c)"},
        Quirk{24, "COPY -- --link b", "COPY (--link) (b)"}, Quirk{24, "RUN -x", "RUN (-x)"},
        Quirk{25, "COPY --from=\"b c\" a b", "COPY --from=b c (a) (b)"},
        Quirk{25, "COPY --from=b\\ c a b", "COPY --from=b c (a) (b)"},
        Quirk{25, "RUN --network=none \\\n# c\n --security=insecure a",
              "RUN --network=none --security=insecure (a)"},
        Quirk{26, "COPY --frm=a b c", "error: COPY has no flag --frm"},
        Quirk{26, "COPY --link --link b c", "error: the flag --link is given twice"},
        Quirk{26, "COPY --parents b c", "COPY --parents (b) (c)"},
        Quirk{26, "RUN --security=insecure --device=a a", "RUN --security=insecure --device=a (a)"},
        Quirk{27, "RUN --mount=\"target=/x,y\" a", "RUN --mount=target=/x,y (a)"},
        Quirk{27, "RUN --mount=type=cache,\\\"target=/x a", "error: the options of --mount cannot be read"},
        // Which options a mount may have is a matter of the build: their values may hold variables.
        Quirk{28, "RUN --mount=type=secret,id=a,required a", "RUN --mount=type=secret,id=a,required (a)"},
        Quirk{28, "RUN --mount=type=$x,key=value a", "RUN --mount=type=$x,key=value (a)"},
        Quirk{28, "RUN --mount= a", "error: the options of --mount cannot be read"},
        Quirk{29, "CMD ['a', 'b']", "CMD (['a', 'b'])"}, Quirk{29, "CMD [\"a\",]", "CMD ([\"a\",])"},
        Quirk{29, "CMD [\"\\x\"]", "CMD ([\"\\x\"])"}, Quirk{29, "COPY ['a', 'b']", "COPY (['a',) ('b'])"},
        Quirk{30, "RUN [\"a\", 1]", "error: a JSON array may hold only strings here"},
        Quirk{30, "COPY [null]", "error: a JSON array may hold only strings here"},
        Quirk{31, "CMD [\"a\"] b", "CMD ([\"a\"] b)"},
        Quirk{32, "CMD [\"a\", \\\n# c\n \"\\u0041\"]", "CMD [a] [A]"},
        Quirk{33, "SHELL sh -c", "error: SHELL needs a JSON array with at least one string"},
        Quirk{33, "SHELL [\"sh\", \"-c\"]", "SHELL [sh] [-c]"},
        Quirk{34, "RUN\nCMD\nRUN []", "RUN; CMD; RUN []"}, Quirk{34, "USER", "error: USER needs an argument"},
        Quirk{34, "EXPOSE", "error: EXPOSE needs an argument"},
        Quirk{34, "ONBUILD", "error: ONBUILD needs an instruction"},
        Quirk{34, "HEALTHCHECK", "error: HEALTHCHECK needs an argument"}),
    test_name);

INSTANTIATE_TEST_SUITE_P(
    HereDocuments, SyntaxQuirk,
    testing::Values(
        Quirk{35, "CMD <<EOF\nRUN a", "CMD (<<EOF); RUN (a)"},
        Quirk{35, "COPY <<EOF /x\na\nEOF\n", "COPY (<<EOF) (/x) <<EOF:a\\n"},
        Quirk{35, "ONBUILD RUN <<EOF\na\nEOF\n", "ONBUILD > RUN (<<EOF) <<EOF:a\\n"},
        Quirk{36, "RUN cat<<EOF\nRUN a", "RUN (cat<<EOF); RUN (a)"},
        Quirk{37, "RUN (cat <<EOF)\na\nEOF)\n", "RUN ((cat <<EOF)) <<EOF):a\\n"},
        Quirk{37, "RUN cat <<EOF|sh\na\nEOF\n", "error: this here-document is not terminated"},
        Quirk{38, "RUN cat << EOF\na\nEOF\n", "RUN (cat << EOF) <<EOF:a\\n"},
        Quirk{39, "RUN cat <<- EOF\nRUN a", "RUN (cat <<- EOF); RUN (a)"},
        Quirk{40, "RUN a # << b\nRUN b", "error: this here-document is not terminated"},
        Quirk{40, "RUN echo $(( 1 <<2 ))\n", "error: this here-document is not terminated"},
        Quirk{40, "RUN echo $((1<<2))", "RUN (echo $((1<<2)))"}, Quirk{41, "RUN a <<<x", "RUN (a <<<x)"},
        Quirk{41, "RUN a \"<<EOF\"", "RUN (a \"<<EOF\")"}, Quirk{41, "RUN a <<\"\"", "RUN (a <<\"\")"},
        Quirk{41, "COPY [\"<<EOF\", \"/x\"]", "COPY [<<EOF] [/x]"},
        Quirk{42, "RUN <<\"EOF\"\nEOF", "RUN (<<\"EOF\") <<'EOF':"},
        Quirk{42, "RUN <<E'O'F\nEOF", "RUN (<<E'O'F) <<'EOF':"},
        Quirk{42, "RUN <<\\EOF\nEOF", "RUN (<<\\EOF) <<EOF:"},
        Quirk{43, "RUN <<-EOF\n\ta\n\tEOF\n", "RUN (<<-EOF) <<-EOF:\\ta\\n"},
        Quirk{44, "RUN <<EOF\nEOF \n", "error: this here-document is not terminated"},
        Quirk{44, "RUN <<EOF\n EOF\n", "error: this here-document is not terminated"},
        Quirk{45, "RUN <<EOF\n# c\n\na \\\nFROM b\nEOF\n", "RUN (<<EOF) <<EOF:# c\\n\\na \\\\nFROM b\\n"},
        Quirk{45, "RUN <<EOF\r\na\r\nEOF\r\n", "RUN (<<EOF) <<EOF:a\\r\\n"},
        Quirk{46, "RUN cat <<A \\\n b\nx\nA\n", "RUN (cat <<A  b) <<A:x\\n"},
        Quirk{47, "RUN cat <<A <<A 3<<B\n1\nA\n2\nA\n3\nB\n",
              "RUN (cat <<A <<A 3<<B) <<A:1\\n <<A:2\\n 3<<B:3\\n"},
        Quirk{48, "RUN <<EOF\n#!/bin/x\nEOF\n", "RUN (<<EOF) <<EOF:#!/bin/x\\n"}),
    test_name);

INSTANTIATE_TEST_SUITE_P(
    Arguments, SyntaxQuirk,
    testing::Values(Quirk{49, "ENV k v w", "ENV {k v w}"}, Quirk{49, "ENV k = v", "ENV {k = v}"},
                    Quirk{50, "ENV k", "error: ENV needs a name and a value"},
                    Quirk{50, "ENV k= v", "error: there is no = in v"},
                    Quirk{50, "ENV k=v j", "error: there is no = in j"},
                    Quirk{50, "ENV a=1 # c=2", "error: there is no = in #"},
                    Quirk{50, "ENV a=\"b c\" d='e'", "ENV {a=\"b c\"} {d='e'}"},
                    Quirk{50, "LABEL a=b\\ c", "LABEL {a=b\\ c}"},
                    Quirk{51, "USER root # c", "USER (root # c)"},
                    Quirk{51, "EXPOSE 80 # web", "EXPOSE (80) (#) (web)"},
                    Quirk{51, "FROM a # c", "error: FROM takes an image, or an image, AS and a name"},
                    Quirk{53, "FROM", "error: FROM takes an image, or an image, AS and a name"},
                    Quirk{53, "FROM a b", "error: FROM takes an image, or an image, AS and a name"},
                    Quirk{53, "FROM b AS 1c", "error: this is no name for a stage"},
                    Quirk{53, "FROM b AS c\nFROM b AS c", "FROM (b) (AS) (c); FROM (b) (AS) (c)"},
                    Quirk{54, "ONBUILD ONBUILD RUN a", "error: ONBUILD cannot hold ONBUILD"},
                    Quirk{54, "ONBUILD FROM a", "error: ONBUILD cannot hold FROM"},
                    Quirk{55, "HEALTHCHECK NONE x", "error: HEALTHCHECK NONE takes no argument"},
                    Quirk{55, "HEALTHCHECK --interval=5 CMD a", "error: --interval is no duration"},
                    Quirk{55, "HEALTHCHECK --interval=999us CMD a",
                          "error: --interval is shorter than a millisecond"},
                    Quirk{55, "HEALTHCHECK --interval=1m30s CMD a", "HEALTHCHECK --interval=1m30s (CMD) (a)"},
                    Quirk{56, "CMD a\nCMD b", "CMD (a); CMD (b)"}),
    test_name);

// Points about whole files.
TEST(SyntaxQuirkFile, Point12ByteOrderMark) {
  auto document = Document::parse("\xef\xbb\xbf# escape=`\nFROM a\n");
  ASSERT_TRUE(document);
  EXPECT_TRUE(document->has_bom());
  EXPECT_EQ(document->escape(), '`');
  EXPECT_EQ(describe("\xef\xbb\xbf"
                     "FROM a"),
            "FROM (a)");
}

TEST(SyntaxQuirkFile, Point13LineLimit) {
  std::string longest = "RUN " + std::string(65531, 'a');
  EXPECT_TRUE(Document::parse("FROM a\n" + longest + "\n"));
  EXPECT_TRUE(Document::parse("FROM a\n" + longest));
  EXPECT_EQ(describe("FROM a\n" + longest + "a\n"), "error: this line is longer than 65535 bytes");
  EXPECT_EQ(describe("FROM a\n" + longest + "a"), "error: this line is longer than 65535 bytes");
}

TEST(SyntaxQuirkFile, Point14Empty) {
  for (std::string_view text : {"", "\n", "# c\n", " \t\n# c"}) {
    EXPECT_EQ(describe(text), "error: there is no instruction in this file");
  }
  EXPECT_EQ(describe("ARG a=b\n"), "ARG {a=b}");
}

TEST(SyntaxQuirkFile, Point15DirectiveForms) {
  for (std::string_view text : {"# escape=`\n", "#ESCAPE=`\n", "  #\tEscape \t=\t ` \t\n"}) {
    auto document = Document::parse(std::string(text) + "FROM a\n");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->escape(), '`') << text;
  }
}

TEST(SyntaxQuirkFile, Point16EndOfDirectives) {
  for (std::string_view text : {"\n# escape=`\n", "# c\n# escape=`\n", "# unknown=x\n# escape=`\n"}) {
    auto document = Document::parse(std::string(text) + "FROM a\n");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->escape(), '\\') << text;
  }
}

TEST(SyntaxQuirkFile, Point17BadDirectives) {
  EXPECT_EQ(describe("# syntax=a\n# syntax=b\nFROM a"), "error: the parser directive syntax is given twice");
  EXPECT_EQ(describe("# escape=x\nFROM a"), "error: the escape character must be \\ or `");
}

TEST(SyntaxQuirkFile, Point18DetectedSyntax) {
  EXPECT_EQ(detect_syntax("# syntax=a b\nFROM a"), "a b");
  EXPECT_EQ(detect_syntax("#!/x\n# syntax=a\nFROM a"), "a");
  EXPECT_EQ(detect_syntax("// syntax=a\n"), "a");
  EXPECT_EQ(detect_syntax("{\"x\": [1], \"syntax\": \"\\u0061\"}"), "a");
  EXPECT_EQ(detect_syntax("FROM a\n# syntax=a\n"), std::nullopt);
}

TEST(SyntaxQuirkFile, Point19BacktickEscape) {
  EXPECT_EQ(describe("# escape=`\nFROM a\nRUN a\\\nRUN b `\n c"), "FROM (a); RUN (a\\); RUN (b  c)");
  EXPECT_EQ(describe("# escape=`\nFROM a\nENV x=a\\ y=b` c"), "FROM (a); ENV {x=a\\} {y=b` c}");
}

TEST(SyntaxQuirkFile, Point52BeforeFrom) {
  EXPECT_EQ(describe("ARG a\nFROM a"), "ARG {a}; FROM (a)");
  EXPECT_EQ(describe("ENV a=b\nFROM a"), "error: ENV stands before the first FROM");
}

struct Expansion {
  int point;
  std::string word;
  std::string expected;  // or "error"
};

void PrintTo(const Expansion& row, std::ostream* out) { *out << row.point << ": " << row.word; }

class SyntaxQuirkExpansion : public testing::TestWithParam<Expansion> {};

TEST_P(SyntaxQuirkExpansion, Holds) {
  LookupFn lookup = [](std::string_view name) -> Lookup {
    if (name == "x") return {Lookup::State::kSet, "abcb"};
    if (name == "e") return {Lookup::State::kSet, ""};
    return {};
  };
  auto result = expand_word(GetParam().word, '\\', lookup);
  EXPECT_EQ(result ? result->value : "error", GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Words, SyntaxQuirkExpansion,
    testing::Values(
        Expansion{57, "${u:-d}${e:-d}${e-d}", "dd"}, Expansion{57, "${x:+d}${e:+d}${e+d}${u+d}", "dd"},
        Expansion{57, "${x:?m}${e?m}", "abcb"}, Expansion{57, "${e:?m}", "error"},
        Expansion{57, "${u?m}", "error"}, Expansion{57, "${x#a}", "bcb"}, Expansion{57, "${x#*b}", "cb"},
        Expansion{57, "${x##*b}", ""}, Expansion{57, "${x%b}", "abc"}, Expansion{57, "${x%b*}", "abc"},
        Expansion{57, "${x%%b*}", "a"}, Expansion{57, "${x/b/Z}", "aZcb"}, Expansion{57, "${x//b/Z}", "aZcZ"},
        Expansion{57, "${x/#a/Z}", "abcb"}, Expansion{57, "${u:-${v:-${x%b}}}", "abc"},
        Expansion{58, "${x:1:2}", "error"}, Expansion{58, "${#x}", "error"}, Expansion{58, "${x^^}", "error"},
        Expansion{58, "${!x}", "error"}, Expansion{58, "${x:=d}", "error"}, Expansion{58, "${}", "error"},
        Expansion{59, "$(cmd) `cmd`", "$(cmd) `cmd`"}, Expansion{59, "a$$b$?c$@d", "abcd"},
        Expansion{60, "it's", "error"}, Expansion{60, "\"a\\ b\"", "a\\ b"}),
    [](const testing::TestParamInfo<Expansion>& row) {
      return "Point" + std::to_string(row.param.point) + "Row" + std::to_string(row.index);
    });

}  // namespace
}  // namespace dockhone::syntax
