// add-to-copy: ADD of what it would only copy becomes COPY. Not legal where ADD would unpack: it looks into
// each local file that it is given by name, and unpacks it if it is a tar archive, compressed or not. What is
// in a directory it copies as it is.
#include <optional>
#include <string>

#include "dockhone/syntax/expand.h"
#include "source.h"
#include "transforms/passes.h"

namespace dockhone::transforms {

namespace {

using add_to_copy::Source;
using syntax::Argument;
using syntax::Instruction;
using syntax::Keyword;

struct Verdict {
  bool copies = false;      // ADD does what COPY does
  std::string_view reason;  // else, and where it is worth a word: why not
  std::string why;
};

// The source without quotes and escapes. They stay where a variable takes part: then quotes say nothing.
std::string_view plain_name(std::string_view word, bool json, char escape, std::string& scratch) {
  bool quoted =
      word.find_first_of("\"'") != std::string_view::npos || word.find(escape) != std::string_view::npos;
  if (!quoted || json || word.find('$') != std::string_view::npos) return word;
  auto expanded = syntax::expand_word(word, escape, [](std::string_view) { return syntax::Lookup{}; });
  if (!expanded) return word;
  scratch = std::move(expanded->value);
  return scratch;
}

bool is_heredoc(const Instruction& add, const Argument& source) {
  for (const syntax::Heredoc& heredoc : add.heredocs) {
    if (heredoc.op == source.span) return true;
  }
  return false;
}

Verdict of(Source kind, std::string_view name) {
  std::string quoted = '"' + std::string(name) + '"';
  switch (kind) {
    case Source::kPlain:
      return {true, {}, {}};
    case Source::kRemote:
    case Source::kArchive:
      return {};
    case Source::kVariable:
      return {false, "variable",
              "what " + quoted + " is depends on a variable, and may be an archive or a URL"};
    case Source::kGlob:
      return {false, "glob", quoted + " may match an archive, which ADD unpacks and COPY does not"};
    case Source::kUnknown:
      return {false, "maybe-archive",
              quoted + " may be an archive by its name, which ADD unpacks and COPY does not"};
  }
  return {};
}

Verdict judge(const Instruction& add, const rewrite::Facts& facts, char escape) {
  if (add.args.size() < 2) return {};
  bool any_plain = false;
  bool any_special = false;  // what ADD is made for
  std::optional<Verdict> doubt;
  for (const Argument& source : add.args.first(add.args.size() - 1)) {
    std::string scratch;
    std::string_view name = plain_name(source.value, add.json, escape, scratch);
    Source kind = is_heredoc(add, source) ? Source::kPlain : add_to_copy::classify(name, facts);
    any_plain |= kind == Source::kPlain;
    any_special |= kind == Source::kRemote || kind == Source::kArchive;
    if (kind != Source::kPlain && !doubt) doubt = of(kind, name);
  }
  if (any_special && any_plain)
    return {false, "mixed", "one of its sources is an archive or comes from the network"};
  if (doubt) return std::move(*doubt);
  for (std::string_view flag : {"checksum", "keep-git-dir", "unpack"}) {
    if (add.flag(flag) != nullptr) return {false, "flag", "COPY has no flag --" + std::string(flag)};
  }
  return {true, {}, {}};
}

// COPY in the casing of the ADD.
std::string keyword_like(std::string_view written) {
  if (written[1] == 'D') return written[0] == 'A' ? "COPY" : "cOPY";
  return written[0] == 'A' ? "Copy" : "copy";
}

// What the image's configuration holds for a trigger: its text behind ONBUILD.
std::string trigger_text(const Instruction& onbuild) { return std::string(onbuild.rest_text()); }

void propose(const Instruction& instruction, const Instruction& add, std::string_view text,
             rewrite::Proposal& proposal) {
  rewrite::Draft draft;
  draft.place = instruction.span;
  draft.what = "write COPY for ADD";
  draft.why = "ADD also downloads and unpacks; here it only copies, and COPY says so";
  std::string keyword = keyword_like(add.keyword_span.in(text));
  if (instruction.keyword == Keyword::kOnbuild) {
    std::string was = trigger_text(instruction);
    draft.differences = {{rewrite::Difference::Kind::kConfig, "OnBuild", was, keyword + was.substr(3)}};
  }
  draft.edits.push_back({add.keyword_span, std::move(keyword)});
  proposal.change(std::move(draft));
}

void run(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal) {
  const syntax::Document& document = model.document();
  auto instructions = document.instructions();
  for (std::size_t i = 0; i < instructions.size(); ++i) {
    const Instruction& instruction = instructions[i];
    const Instruction* add = instruction.keyword == Keyword::kOnbuild ? instruction.trigger : &instruction;
    if (add == nullptr || add->keyword != Keyword::kAdd || !proposal.allowed(i)) continue;
    Verdict verdict = judge(*add, facts, document.escape());
    if (verdict.copies) {
      propose(instruction, *add, document.text(), proposal);
    } else if (!verdict.reason.empty()) {
      proposal.decline(instruction.span, verdict.reason, std::move(verdict.why));
    }
  }
}

// Only where a name does not tell.
bool needs_context(const model::BuildModel& model) {
  for (const Instruction& instruction : model.document().instructions()) {
    if (instruction.keyword != Keyword::kAdd || instruction.args.size() < 2) continue;
    for (const Argument& source : instruction.args.first(instruction.args.size() - 1)) {
      if (add_to_copy::classify(source.value, {}) == Source::kUnknown) return true;
    }
  }
  return false;
}

}  // namespace

const rewrite::Pass kAddToCopy = {
    "add-to-copy", "Write COPY where ADD only copies", rewrite::Risk::kSafe, run, {}, true, nullptr,
    needs_context};

}  // namespace dockhone::transforms
