#include "dockhone/syntax/document.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "describe.h"
#include "invariants.h"

namespace dockhone::syntax {
namespace {

using namespace std::string_literals;

Document parsed(std::string text) {
  auto document = Document::parse(std::move(text));
  EXPECT_TRUE(document) << document.error().message;
  return std::move(*document);
}

TEST(SyntaxDocument, EveryByteIsKept) {
  for (const std::string& text :
       {"FROM a"s, "\xef\xbb\xbf# c\r\n\r\nFROM a \t\r\n"s, "FROM a\rb AS\0 c\xff\n"s.substr(0, 6),
        "FROM a\nRUN x\0y \xff\xfe\n\n\n"s, "\n\n# a\n FROM a\n\tRUN b \\\n\n  # c\n  d \\  \n"s,
        "FROM a\nRUN <<A <<-B\n\0\nA\n\tB\r\n"s, "FROM a\n\xc2\xa0RUN b\xe3\x80\x80\n"s}) {
    Document document = parsed(text);
    EXPECT_EQ(document.text(), text);
    EXPECT_EQ(broken_invariant(document, text), "") << visible(text);
  }
}

TEST(SyntaxDocument, ViewsOutliveAMove) {
  Document first = parsed("# c\nFROM a\nRUN b \\\n c\n");
  const Instruction* instruction = &first.instructions()[1];
  Document second = std::move(first);
  EXPECT_EQ(&second.instructions()[1], instruction);
  EXPECT_EQ(instruction->args[0].value, "b  c");
  EXPECT_EQ(instruction->args[0].span.in(second.text()), "b \\\n c");
}

TEST(SyntaxDocument, SpansOfOneInstruction) {
  std::string text = "FROM a\n  # why\n\tRUN --mount=type=\"cache\" \\\n # in\n  ls  \r\nCMD x";
  Document document = parsed(text);
  const Instruction& run = document.instructions()[1];
  EXPECT_EQ(run.keyword, Keyword::kRun);
  EXPECT_EQ(run.keyword_span.in(text), "RUN");
  EXPECT_EQ(run.span.in(text), "RUN --mount=type=\"cache\" \\\n # in\n  ls  ");
  EXPECT_EQ(run.lines.in(text), "\tRUN --mount=type=\"cache\" \\\n # in\n  ls  \r\n");
  EXPECT_EQ(run.flags[0].span.in(text), "--mount=type=\"cache\"");
  EXPECT_EQ(run.flags[0].value, "type=cache");
  EXPECT_EQ(run.flag("mount"), &run.flags[0]);
  EXPECT_EQ(run.flag("network"), nullptr);
  EXPECT_EQ(run.rest_text(), "ls");
  EXPECT_EQ(run.args[0].span.in(text), "ls");
  EXPECT_TRUE(run.comment_inside);
  EXPECT_FALSE(run.blank_inside);
  ASSERT_EQ(run.comments.size(), 1u);
  EXPECT_EQ(run.comments[0].in(text), "# why");
}

TEST(SyntaxDocument, CommentsRightAboveOnly) {
  std::string text = "# syntax=x\n# a\n\n# b\n# c\nFROM a\n# d\n\nRUN b \\\n# e\n c\n# f\n";
  Document document = parsed(text);
  ASSERT_EQ(document.directives().size(), 1u);
  EXPECT_EQ(document.directives()[0].name, "syntax");
  EXPECT_EQ(document.directives()[0].span.in(text), "# syntax=x");
  ASSERT_EQ(document.instructions()[0].comments.size(), 2u);
  EXPECT_EQ(document.instructions()[0].comments[0].in(text), "# b");
  EXPECT_EQ(document.instructions()[0].comments[1].in(text), "# c");
  EXPECT_TRUE(document.instructions()[1].comments.empty());
  std::string all;
  for (Span comment : document.comments()) all += comment.in(text);
  EXPECT_EQ(all, "# a# b# c# d# e# f");
}

TEST(SyntaxDocument, SingleLinesAreNotCopied) {
  std::string text = "FROM a\n   RUN echo a  \nRUN b \\\n\nONBUILD \\\nRUN c\n";
  Document document = parsed(text);
  auto inside = [&](std::string_view view) {
    return view.data() >= document.text().data() &&
           view.data() < document.text().data() + document.text().size();
  };
  const Instruction& run = document.instructions()[1];
  EXPECT_TRUE(inside(run.logical.text));
  EXPECT_EQ(run.logical.pieces.size(), 1u);
  EXPECT_TRUE(run.logical.contiguous(run.rest));
  EXPECT_FALSE(inside(document.instructions()[2].logical.text));
}

TEST(SyntaxDocument, MapsThroughContinuations) {
  std::string text = "FROM a\nENV a=1 \\\n# c\n\n  b=\"x\\\ny\"\n";
  Document document = parsed(text);
  const Instruction& env = document.instructions()[1];
  ASSERT_EQ(env.pairs.size(), 2u);
  EXPECT_EQ(env.pairs[1].key.in(text), "b");
  EXPECT_EQ(env.pairs[1].value.in(text), "\"x\\\ny\"");
  EXPECT_EQ(env.pairs[1].value_text, "\"xy\"");
  EXPECT_TRUE(env.blank_inside);
  auto at = static_cast<std::uint32_t>(env.logical.text.find("xy"));
  EXPECT_FALSE(env.logical.contiguous({at, at + 2}));
  EXPECT_EQ(env.logical.source(Span{at, at + 2}).in(text), "x\\\ny");
}

TEST(SyntaxDocument, PairsWithoutValues) {
  std::string text = "ARG a\nARG b= c=\nFROM a\nENV x  the rest \n";
  Document document = parsed(text);
  const KeyValue& bare = document.instructions()[0].pairs[0];
  EXPECT_FALSE(bare.has_value);
  EXPECT_TRUE(bare.value.empty());
  EXPECT_EQ(bare.value.begin, bare.span.end);
  const KeyValue& empty = document.instructions()[1].pairs[0];
  EXPECT_TRUE(empty.has_value);
  EXPECT_EQ(empty.value.begin, empty.span.end);
  const KeyValue& old = document.instructions()[3].pairs[0];
  EXPECT_TRUE(old.old_form);
  EXPECT_EQ(old.value.in(text), "the rest");
}

TEST(SyntaxDocument, HereDocumentSpans) {
  std::string text = "FROM a\nRUN cat 3<<-\"A B\" <<C \\\n && b\n\tone\n\tA B\ntwo\nC\nCMD x";
  Document document = parsed(text);
  const Instruction& run = document.instructions()[1];
  ASSERT_EQ(run.heredocs.size(), 2u);
  EXPECT_EQ(run.heredocs[0].op.in(text), "3<<-\"A B\"");
  EXPECT_EQ(run.heredocs[0].body.in(text), "\tone\n");
  EXPECT_EQ(run.heredocs[0].terminator.in(text), "\tA B");
  EXPECT_EQ(run.heredocs[1].content, "two\n");
  EXPECT_TRUE(run.span.in(text).ends_with("two\nC"));
  EXPECT_TRUE(run.lines.in(text).ends_with("two\nC\n"));
  EXPECT_EQ(run.logical.text, "RUN cat 3<<-\"A B\" <<C  && b");
}

TEST(SyntaxDocument, TriggersHaveSpansInTheSource) {
  std::string text = "FROM a\nONBUILD \\\n  COPY --link \\\n <<E /x\nq\nE\n";
  Document document = parsed(text);
  const Instruction& onbuild = document.instructions()[1];
  ASSERT_NE(onbuild.trigger, nullptr);
  EXPECT_EQ(onbuild.trigger->keyword, Keyword::kCopy);
  EXPECT_EQ(onbuild.trigger->keyword_span.in(text), "COPY");
  EXPECT_EQ(onbuild.trigger->args[1].span.in(text), "/x");
  EXPECT_EQ(onbuild.trigger->heredocs[0].content, "q\n");
  EXPECT_EQ(onbuild.trigger->span.end, onbuild.span.end);
}

// A builder looks at what ONBUILD holds only when the image is a base.
TEST(SyntaxDocument, TriggersAreNotChecked) {
  EXPECT_EQ(describe("FROM a\nONBUILD COPY --nope x"), "FROM (a); ONBUILD > COPY --nope (x)");
  EXPECT_EQ(describe("FROM a\nONBUILD NOPE x"), "FROM (a); ONBUILD");
  EXPECT_EQ(describe("FROM a\nONBUILD ENV x"), "error: ENV needs a name and a value");
}

TEST(SyntaxDocument, JsonStrings) {
  std::string text = "FROM a\nCMD [ \"\\ud83d\\ude00\", \"\\ud800\", \"a\\n\\/\" ]\n";
  Document document = parsed(text);
  const Instruction& cmd = document.instructions()[1];
  EXPECT_EQ(cmd.args[0].value, "\xf0\x9f\x98\x80");
  EXPECT_EQ(cmd.args[1].value, "\xef\xbf\xbd");
  EXPECT_EQ(cmd.args[2].value, "a\n/");
  EXPECT_EQ(cmd.args[2].span.in(text), "\"a\\n\\/\"");
}

TEST(SyntaxDocument, FlagsThatAreNeverChecked) {
  EXPECT_EQ(describe("FROM a\nSTOPSIGNAL --x 9"), "FROM (a); STOPSIGNAL --x (9)");
  EXPECT_EQ(describe("FROM a\nARG --x a"), "FROM (a); ARG --x {a}");
  EXPECT_EQ(describe("FROM a\nHEALTHCHECK --x NONE"), "FROM (a); HEALTHCHECK --x (NONE)");
}

TEST(SyntaxDocument, LineEnds) {
  EXPECT_EQ(parsed("FROM a\r\nRUN b\n").newline(), "\r\n");
  EXPECT_EQ(parsed("FROM a\nRUN b\r\n").newline(), "\n");
  EXPECT_EQ(parsed("FROM a").newline(), "\n");
}

struct Mistake {
  std::string text;
  std::string at;  // the text from the offset on begins with it
  std::string message;
  std::string help;
};

TEST(SyntaxDocument, MistakesNameTheirPlaceAndAWayOut) {
  const std::vector<Mistake> mistakes = {
      {"FROM a\nRUM b\n", "RUM b", "there is no instruction RUM", "did you mean RUN?"},
      {"FROM a\n&& make\n", "&& make", "there is no instruction &&",
       "check the line above for a missing continuation"},
      {"FROM a\nCOPY --chwn=1 a b\n", "--chwn", "COPY has no flag --chwn", "did you mean --chown?"},
      {"FROM a\nCMD --x a\n", "--x", "CMD has no flag --x", "this instruction takes no flags"},
      {"FROM a\nCMD [\"a\", {}]\n", "{}", "a JSON array may hold only strings here",
       "put this element into double quotes"},
      {"FROM a\nRUN cat <<EOF \\\n b\nx\n", "<<EOF", "this here-document is not terminated",
       "end it with a line that holds only EOF"},
      {"FROM a\nENV a=b \\\n c\n", "c\n", "there is no = in c",
       "write name=value, and put a value with blanks into quotes"},
      {"# c\n", "# c", "there is no instruction in this file", "a Dockerfile begins with FROM"},
      {"FROM a\nCOPY a <<EOF\nEOF\n", "<<EOF\nEOF", "a here-document cannot be the destination",
       "write the destination after it"},
      {"FROM a\nCOPY a\n", "COPY", "COPY needs a source and a destination", "write COPY source destination"},
      {"FROM a\nRUN --network=lan b\n", "--network", "this is no network mode",
       "write default, none or host"},
      {"FROM a\nRUN --mount=from=$x b\n", "--mount", "from of --mount takes no variables",
       "give the image a stage of its own with FROM image AS name, and name that stage here"},
  };
  for (const Mistake& mistake : mistakes) {
    auto document = Document::parse(mistake.text);
    ASSERT_FALSE(document) << mistake.text;
    const Error& error = document.error();
    EXPECT_EQ(error.kind, ErrorKind::kSyntax);
    EXPECT_EQ(error.message, mistake.message);
    EXPECT_EQ(error.help, mistake.help);
    ASSERT_TRUE(error.offset);
    EXPECT_TRUE(mistake.text.substr(*error.offset).starts_with(mistake.at))
        << mistake.text.substr(*error.offset);
  }
}

TEST(SyntaxDocument, NamesOfKeywords) {
  EXPECT_EQ(name(Keyword::kAdd), "ADD");
  EXPECT_EQ(name(Keyword::kHealthcheck), "HEALTHCHECK");
  EXPECT_EQ(name(Keyword::kWorkdir), "WORKDIR");
}

}  // namespace
}  // namespace dockhone::syntax
