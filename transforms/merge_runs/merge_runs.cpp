// merge-runs: neighbouring RUNs become one layer, where the merged script has the same effects, including
// which failure stops the build. docs/passes/merge-runs.md argues each rule.
#include <algorithm>
#include <map>
#include <optional>

#include "candidates.h"
#include "comments.h"
#include "transforms/passes.h"
#include "transforms/shared/comment_block.h"

namespace dockhone::transforms {

namespace {

using rewrite::Draft;
using rewrite::Edit;
using rewrite::Proposal;
using syntax::Document;
using syntax::Instruction;

// Linux passes a script to a shell as one argument of at most 131,071 bytes; the reference parser reads lines
// of at most 65,535. Margins for what joining adds.
constexpr std::size_t kLongestScript = 131071 - 1024;
constexpr std::size_t kLongestLine = 65535;

bool fits(const std::string& script) {
  std::size_t begin = 0;
  while (begin < script.size()) {
    std::size_t end = std::min(script.find('\n', begin), script.size());
    if (end - begin > kLongestLine - 1024) return false;
    begin = end + 1;
  }
  return true;
}

std::uint32_t without_line_end(std::string_view text, std::uint32_t end) {
  if (end > 0 && text[end - 1] == '\n') --end;
  if (end > 0 && text[end - 1] == '\r') --end;
  return end;
}

class Merger {
 public:
  Merger(const model::BuildModel& model, Proposal& proposal)
      : model_(model), document_(model.document()), proposal_(proposal) {}

  void group(const Neighbours& runs) {
    std::vector<std::size_t> chain = {runs.front()};
    for (std::size_t i = 1; i < runs.size(); ++i) {
      if (!joins(chain, runs[i])) {
        flush(chain);
        chain.clear();
      }
      chain.push_back(runs[i]);
    }
    flush(chain);
  }

 private:
  const Part& part(std::size_t index) {
    auto found = parts_.find(index);
    if (found == parts_.end()) found = parts_.emplace(index, analyse(model_, index)).first;
    return found->second;
  }

  void decline(std::size_t index, const Reason& reason) {
    proposal_.decline(document_.instructions()[index].span, reason.key, reason.why);
  }

  bool joins(const std::vector<std::size_t>& chain, std::size_t next) {
    std::size_t before = chain.back();
    if (!proposal_.allowed(before) || !proposal_.allowed(next)) return false;
    if (has_own_comment(document_, before, next)) {
      decline(next, {"own-comment",
                     "a comment for dockhone stands between it and the RUN before it, or above one of them"});
      return false;
    }
    if (auto reason = outer_obstacle(model_, before, next)) {
      decline(next, *reason);
      return false;
    }
    if (other_reader(chain.front(), next)) {
      decline(next, {"shells-differ",
                     "the shells that may run it read it differently, and a RUN before it may have put "
                     "another one in place"});
      return false;
    }
    if (auto obstacle = transforms::obstacle(part(before), part(next))) {
      decline(obstacle->culprit->instruction, obstacle->reason);
      return false;
    }
    return short_enough(chain, next);
  }

  // Merged, `next` is read by the shell that was there before `first` ran.
  bool other_reader(std::size_t first, std::size_t next) const {
    bool replaced = model_.before(next).shell_replaced && !model_.before(first).shell_replaced;
    return replaced && !model_.dialect_neutral(next);
  }

  bool short_enough(const std::vector<std::size_t>& chain, std::size_t next) {
    std::size_t size = document_.instructions()[next].rest.size();
    for (std::size_t index : chain) size += document_.instructions()[index].rest.size() + 64;
    if (size <= kLongestScript) return true;
    decline(next, {"too-long", "the merged script would be longer than one argument of a program may be"});
    return false;
  }

  void flush(const std::vector<std::size_t>& chain) {
    if (chain.size() < 2) return;
    std::vector<const Part*> parts;
    for (std::size_t index : chain) parts.push_back(&part(index));
    Plan plan = transforms::plan(parts, model_.before(chain[0]).shell.errexit);
    MovedComments comments = move_comments(document_, chain, parts);
    std::string script = lay_out(document_, plan, comments.before);
    if (!fits(script))
      return decline(chain[1], {"too-long", "a line of the merged script would be too long"});
    proposal_.change(draft(chain, plan, std::move(comments), std::move(script)));
  }

  Draft draft(const std::vector<std::size_t>& chain, const Plan& plan, MovedComments comments,
              std::string script) {
    Draft draft;
    const Instruction& first = document_.instructions()[chain.front()];
    draft.place = {first.span.begin, document_.instructions()[chain.back()].span.end};
    draft.what = "merge " + std::to_string(chain.size()) + " RUN instructions into one";
    draft.why = "each RUN adds a layer; these run one after the other with nothing between";
    draft.evidence = evidence(chain.front(), plan);
    if (comments.pragma) {
      draft.place.begin = std::min(draft.place.begin, comments.pragma->span.begin);
      draft.edits.push_back(*comments.pragma);
    }
    std::uint32_t begin = first.logical.source(first.rest.begin);
    for (std::size_t i = 0; i < chain.size();) {
      std::size_t last = i;
      while (last + 1 < chain.size() && adjacent(chain, last + 1)) ++last;
      draft.edits.push_back(i == 0 ? Edit{{begin, script_end(chain[last])}, std::move(script)}
                                   : Edit{lines_of(chain[i], chain[last]), ""});
      i = last + 1;
    }
    return draft;
  }

  std::uint32_t script_end(std::size_t index) const {
    const Instruction& run = document_.instructions()[index];
    return run.logical.source(run.rest).end;
  }

  // From the line end before the first to just before the line end of the last, so that a missing final line
  // end stays missing.
  Span lines_of(std::size_t first, std::size_t last) const {
    std::string_view text = document_.text();
    std::uint32_t begin = without_line_end(text, block_begin(document_, document_.instructions()[first]));
    return {begin, without_line_end(text, document_.instructions()[last].lines.end)};
  }

  std::vector<std::string> evidence(std::size_t first, const Plan& plan) const {
    using shell::Dialect;
    std::span<const Dialect> dialects = model_.before(first).shell.dialects;
    std::string shell = "dash, bash or busybox ash: right in each of them";
    if (dialects.size() == 1) {
      shell = dialects[0] == Dialect::kDash ? "dash" : dialects[0] == Dialect::kBash ? "bash" : "busybox ash";
    }
    bool bare = std::all_of(plan.pieces.begin(), plan.pieces.end(),
                            [](const Piece& piece) { return piece.form == Form::kBare; });
    std::vector<std::string> facts = {"shell: " + shell};
    facts.push_back(plan.isolated ? "form: isolated, because `set -e` is in play"
                    : bare        ? "form: chain"
                                  : "form: grouped, so that what a script does to its shell stays in it");
    for (const Piece& piece : plan.pieces) {
      if (piece.forget_paths)
        facts.push_back("hash -r: a program called before may have been installed anew elsewhere in PATH");
    }
    return facts;
  }

  const model::BuildModel& model_;
  const Document& document_;
  Proposal& proposal_;
  std::map<std::size_t, Part> parts_;
};

void run(const model::BuildModel& model, const rewrite::Facts& facts, Proposal& proposal);

constexpr std::string_view kStages[] = {"final", "all"};
constexpr rewrite::OptionSpec kOptions[] = {
    {"stages", kStages,
     "final: only where layers are shipped (final stages and the stages they are built on); all: build "
     "stages too, at the cost of their cache"}};

void run(const model::BuildModel& model, const rewrite::Facts& facts, Proposal& proposal) {
  bool all = rewrite::option(facts, kMergeRuns, "stages") == "all";
  for (const model::Stage& stage : model.stages()) {
    if (!stage.shipped && !all) continue;
    auto groups = neighbours(model.document(), stage);
    if (groups.empty()) continue;
    Merger merger(model, proposal);
    for (const Neighbours& runs : groups) merger.group(runs);
  }
}

}  // namespace

const rewrite::Pass kMergeRuns = {"merge-runs", "Merge neighbouring RUN instructions into one layer",
                                  rewrite::Risk::kSafe, run, kOptions};

}  // namespace dockhone::transforms
