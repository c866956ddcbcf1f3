// layout: casing of keywords and indentation of continuation lines, where the configuration asks for it.
// Nothing by default.
#include <algorithm>
#include <charconv>

#include "indentation.h"
#include "transforms/passes.h"

namespace dockhone::transforms {

namespace {

using rewrite::Draft;
using syntax::Instruction;
using syntax::Keyword;

enum class Casing { kKeep, kUpper, kLower };

struct Wanted {
  Casing keywords = Casing::kKeep;
  bool as_like_from = false;
  std::size_t indent = 0;  // 0: keep

  bool anything() const { return keywords != Casing::kKeep || as_like_from || indent > 0; }
};

std::string cased(std::string_view word, Casing casing) {
  std::string out(word);
  std::transform(out.begin(), out.end(), out.begin(), [&](char c) {
    if (casing == Casing::kUpper && c >= 'a' && c <= 'z') return static_cast<char>(c - 32);
    if (casing == Casing::kLower && c >= 'A' && c <= 'Z') return static_cast<char>(c + 32);
    return c;
  });
  return out;
}

Wanted wanted(const rewrite::Facts& facts) {
  Wanted result;
  if (facts.options.empty()) return result;
  std::string_view keywords = rewrite::option(facts, kLayout, "keywords");
  if (keywords != "keep") result.keywords = keywords == "upper" ? Casing::kUpper : Casing::kLower;
  result.as_like_from = rewrite::option(facts, kLayout, "as") == "upper";
  std::string_view indent = rewrite::option(facts, kLayout, "indent");
  if (indent != "keep") std::from_chars(indent.data(), indent.data() + indent.size(), result.indent);
  return result;
}

void respell(Span place, std::string_view text, Casing casing, std::vector<rewrite::Edit>& edits) {
  std::string now = cased(place.in(text), casing);
  if (now != place.in(text)) edits.push_back({place, std::move(now)});
}

// AS follows its FROM: builders warn where they differ.
void respell_as(const Instruction& from, std::string_view text, const Wanted& wanted,
                std::vector<rewrite::Edit>& edits) {
  if (from.args.size() != 3) return;
  Casing casing = wanted.keywords;
  if (casing == Casing::kKeep) {
    bool upper = wanted.as_like_from && from.keyword_span.in(text) == "FROM";
    if (!upper) return;
    casing = Casing::kUpper;
  }
  respell(from.args[1].span, text, casing, edits);
}

void propose_casing(const Instruction& instruction, std::string_view text, const Wanted& wanted,
                    rewrite::Proposal& proposal) {
  Draft draft;
  if (wanted.keywords != Casing::kKeep) respell(instruction.keyword_span, text, wanted.keywords, draft.edits);
  if (instruction.keyword == Keyword::kFrom) respell_as(instruction, text, wanted, draft.edits);
  if (draft.edits.empty()) return;
  draft.place = instruction.span;
  std::string_view written = draft.edits.front().span.in(text);
  draft.what = "write " + std::string(written) + " as " + draft.edits.front().text;
  draft.why = "the configuration asks for this casing";
  proposal.change(std::move(draft));
}

void propose_indent(const model::BuildModel& model, std::size_t index, std::size_t width,
                    rewrite::Proposal& proposal) {
  const Instruction& instruction = model.document().instructions()[index];
  layout::Indentation indentation = layout::indent(model, index, width);
  if (indentation.refused) {
    proposal.decline(instruction.span, "not-understood",
                     "its script is not understood, so that blanks in it may matter");
  }
  if (indentation.edits.empty()) return;
  Draft draft;
  draft.place = instruction.span;
  draft.what = "indent continuation lines by " + std::to_string(width);
  draft.why = "the configuration asks for it";
  draft.edits = std::move(indentation.edits);
  proposal.change(std::move(draft));
}

void run(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal) {
  Wanted want = wanted(facts);
  if (!want.anything()) return;
  auto instructions = model.document().instructions();
  for (std::size_t i = 0; i < instructions.size(); ++i) {
    if (!proposal.allowed(i)) continue;
    propose_casing(instructions[i], model.document().text(), want, proposal);
    // Instructions before the first FROM have no stage whose shell could be asked for.
    if (want.indent > 0 && model.stage_of(i) != model::kNone) propose_indent(model, i, want.indent, proposal);
  }
}

constexpr std::string_view kKeywords[] = {"keep", "upper", "lower"};
constexpr std::string_view kAs[] = {"keep", "upper"};
constexpr std::string_view kIndent[] = {"keep", "2", "3", "4", "6", "8"};
constexpr rewrite::OptionSpec kOptions[] = {
    {"keywords", kKeywords, "casing of the instructions' keywords; AS follows its FROM"},
    {"as", kAs, "upper: AS in capitals where FROM is"},
    {"indent", kIndent, "blanks before the least indented continuation line; the others move with it"}};

}  // namespace

const rewrite::Pass kLayout = {"layout",
                               "Casing of keywords and indentation, only where the configuration asks for it",
                               rewrite::Risk::kSafe, run, kOptions};

}  // namespace dockhone::transforms
