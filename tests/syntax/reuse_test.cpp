// Parsing after edits gives the same document as parsing the whole text.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "describe.h"
#include "invariants.h"

namespace dockhone::syntax {
namespace {

std::string spans(const Instruction& each) {
  std::string out;
  auto add = [&](Span span) { out += ' ' + std::to_string(span.begin) + '-' + std::to_string(span.end); };
  for (Span span : {each.span, each.lines, each.keyword_span, each.rest}) add(span);
  for (Span span : each.comments) add(span);
  for (const Flag& flag : each.flags) add(flag.span);
  for (const Argument& argument : each.args) add(argument.span);
  for (const KeyValue& pair : each.pairs) add(pair.span), add(pair.key), add(pair.value);
  for (const Heredoc& heredoc : each.heredocs) add(heredoc.op), add(heredoc.body), add(heredoc.terminator);
  for (const MappedText::Piece& piece : each.logical.pieces) add({piece.logical, piece.source});
  out += each.comment_inside ? " comment" : "";
  out += each.blank_inside ? " blank" : "";
  if (each.trigger != nullptr) out += " >" + spans(*each.trigger);
  return out + ' ' + std::string(each.logical.text);
}

std::string all_of(const Result<Document>& document) {
  if (!document)
    return "error " + std::to_string(document.error().offset.value_or(0)) + ' ' + document.error().message;
  std::string out;
  for (const Instruction& each : document->instructions()) out += describe(each) + spans(each) + '\n';
  for (Span comment : document->comments()) out += std::to_string(comment.begin) + ' ';
  for (const Directive& directive : document->directives())
    out.append(directive.name).append(directive.value);
  return out + document->escape();
}

std::vector<std::string> fixtures() {
  std::vector<std::string> texts = {
      "FROM a\nRUN b \\\n", "# escape=`\nFROM a\nRUN b `\n # c\n\n d\nCMD x",
      "\xef\xbb\xbf"
      "FROM a\r\nRUN <<E\r\nx\r\nE\r\nONBUILD RUN <<F\r\ny\r\nF\r\n",
      "ARG v=1\nFROM a\nENV a b\nCOPY [\"a\\n\", \"b\"]\nLABEL x=\"\\\ny\"\nONBUILD ENV a=\"b\"\n"};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(DOCKHONE_SOURCE "/testdata")) {
    if (entry.path().filename() != "before.Dockerfile") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    texts.push_back(text.str());
  }
  return texts;
}

struct Edited {
  std::string text;
  std::vector<Splice> splices;
};

// One or two edits of the kinds that upset a parser: lines gone, opened, closed or put in between.
Edited edited(const std::string& text, std::mt19937& random) {
  static const std::vector<std::string> kPieces = {"",
                                                   "",
                                                   "\n",
                                                   "\\\n",
                                                   " ",
                                                   "#",
                                                   "# c\n",
                                                   "RUN x\n",
                                                   "RUN x \\\n",
                                                   "FROM b\n",
                                                   "<<E",
                                                   "E\n",
                                                   "# escape=`\n",
                                                   "\"",
                                                   "CMD [\"a\"]\n",
                                                   "--mount=type=cache,target=/x ",
                                                   "\n\n"};
  auto pick = [&](std::size_t below) { return static_cast<std::uint32_t>(random() % below); };
  Edited result;
  std::uint32_t at = 0;
  auto size = static_cast<std::uint32_t>(text.size());
  int wanted = 1 + static_cast<int>(pick(2));
  for (int i = 0; i < wanted && at < size; ++i) {
    std::uint32_t begin = at + pick(size - at + 1);
    if (pick(2) == 0)
      begin = static_cast<std::uint32_t>(std::min<std::size_t>(text.find('\n', begin), size - 1) + 1);
    std::uint32_t end = pick(2) == 0 ? begin : begin + pick(std::min(size - begin + 1, 40u));
    const std::string& piece = kPieces[pick(kPieces.size())];
    result.text += text.substr(at, begin - at) + piece;
    result.splices.push_back({{begin, end}, static_cast<std::uint32_t>(piece.size())});
    at = end + 1;  // apart
    if (end < size) result.text += text[end];
  }
  if (at < size) result.text += text.substr(at);
  return result;
}

TEST(SyntaxReuse, EqualsParsingTheWholeText) {
  std::mt19937 random(1);
  int taken_over = 0;
  for (const std::string& text : fixtures()) {
    auto before = Document::parse(text);
    if (!before) continue;
    for (int i = 0; i < 200; ++i) {
      Edited next = edited(text, random);
      auto whole = Document::parse(next.text);
      auto again = Document::parse(next.text, *before, next.splices);
      ASSERT_EQ(all_of(again), all_of(whole)) << visible(text) << "\n->\n" << visible(next.text);
      if (!again) continue;
      EXPECT_EQ(broken_invariant(*again, next.text), "");
      for (const Instruction& each : again->instructions()) {
        if (each.identity <= before->instructions().size()) ++taken_over;
      }
    }
  }
  EXPECT_GT(taken_over, 10'000);
}

TEST(SyntaxReuse, OutlivesTheDocumentBefore) {
  std::string text = "FROM a\nRUN \\\n b\\\n c\nENV x=\"\\\ny\"\n";
  std::optional<Document> document = std::move(*Document::parse(text));
  for (int i = 0; i < 3; ++i) {
    text = "# c\n" + text;
    std::vector<Splice> splices = {{{0, 0}, 4}};
    Document next = std::move(*Document::parse(text, *document, splices));
    document.reset();
    document.emplace(std::move(next));
  }
  EXPECT_EQ(document->instructions()[1].rest_text(), "b c");
  EXPECT_EQ(document->instructions()[2].pairs[0].value_text, "\"y\"");
  EXPECT_EQ(document->instructions()[1].identity, 2u);
}

}  // namespace
}  // namespace dockhone::syntax
