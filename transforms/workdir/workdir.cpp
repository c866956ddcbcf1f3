// workdir: says with WORKDIR what neighbouring RUNs say with `cd` one by one, and makes relative WORKDIRs
// absolute. What runs where stays the same; so does the working directory of all that follows, and of the
// container. docs/passes/workdir.md argues each rule.
#include <algorithm>
#include <vector>

#include "dockhone/base/path.h"
#include "leading_cd.h"
#include "transforms/passes.h"
#include "transforms/shared/comment_block.h"
#include "transforms/shared/keyword_case.h"

namespace dockhone::transforms {

namespace {

using rewrite::Draft;
using syntax::Instruction;
using syntax::Keyword;
using workdir::Directory;
using workdir::LeadingCd;
using workdir::Reason;

bool is_relative_workdir(const Instruction& instruction) {
  if (instruction.keyword != Keyword::kWorkdir) return false;
  std::string_view path = instruction.rest_text();
  return !path.empty() && std::string_view("/$\\`\"'").find(path.front()) == std::string_view::npos &&
         (path.size() < 2 || path[1] != ':');
}

// Sets nothing that a script or the directory depends on, and runs nothing.
bool may_stand_between(Keyword keyword) {
  using enum Keyword;
  return keyword == kLabel || keyword == kExpose || keyword == kCmd || keyword == kEntrypoint ||
         keyword == kHealthcheck || keyword == kStopsignal || keyword == kMaintainer;
}

class StagePass {
 public:
  StagePass(const model::BuildModel& model, const model::Stage& stage, workdir::Directories& directories,
            bool has_heirs, rewrite::Proposal& proposal)
      : model_(model),
        document_(model.document()),
        stage_(stage),
        directories_(directories),
        has_heirs_(has_heirs),
        proposal_(proposal),
        existing_(model, stage),
        directory_(directories.at_start(stage)) {}

  void run() {
    for (std::size_t i = stage_.from; i < stage_.end; ++i) {
      const Instruction& instruction = document_.instructions()[i];
      if (!may_stand_between(instruction.keyword)) take(i, instruction);
      existing_.note(i, directory_);
      directory_ = directories_.behind(i, directory_);
    }
    flush();
    finish();
    // What ONBUILD holds runs where a stage is built on this one.
    auto instructions = document_.instructions().subspan(stage_.from, stage_.end - stage_.from);
    bool triggers = std::any_of(instructions.begin(), instructions.end(),
                                [](const Instruction& i) { return i.keyword == Keyword::kOnbuild; });
    directories_.end(stage_, triggers ? Directory{} : directory_);
  }

 private:
  void decline(std::size_t index, const Reason& reason) {
    proposal_.decline(document_.instructions()[index].span, reason.key, reason.why);
  }

  void take(std::size_t index, const Instruction& instruction) {
    if (is_relative_workdir(instruction) && proposal_.allowed(index)) make_absolute(index);
    auto cd = proposal_.allowed(index) ? workdir::read_cd(model_, index, directory_) : std::nullopt;
    if (!cd || cd->refuse || (!group_.empty() && group_.front().written != cd->written)) flush();
    if (!cd) return finish();
    if (cd->refuse) {
      finish();
      return decline(index, *cd->refuse);
    }
    if (group_.empty()) exists_ = existing_.holds(cd->path);
    group_.push_back(std::move(*cd));
  }

  void make_absolute(std::size_t index) {
    const Instruction& instruction = document_.instructions()[index];
    std::string_view path = instruction.rest_text();
    if (model_.before(index).shell.dialects.empty()) return;  // Windows has other paths
    if (!directory_.path) {
      return decline(index, {"unknown-directory", "the directory that it is counted from is not known"});
    }
    if (path.front() == '~') {
      return decline(index, {"tilde", "WORKDIR knows no home directory: this is a directory named " +
                                          std::string(path.substr(0, path.find('/')))});
    }
    bool variable = path.find('$') != std::string_view::npos || directory_.has_variable();
    bool plain = variable ? workdir::is_plain_template(path) && directories_.still_means(directory_, index)
                          : workdir::is_plain_path(path) && workdir::is_plain_path(*directory_.path);
    if (!plain || instruction.comment_inside)
      return decline(index, {"odd-spelling", "its path, or the one before it, is not written plainly"});
    std::string written =
        variable ? workdir::text_below(directory_, path) : joined_path(*directory_.path, path);
    Draft draft;
    draft.place = instruction.span;
    draft.risk = rewrite::Risk::kReview;
    draft.what = "write the whole path of WORKDIR";
    draft.why =
        "a relative path means another directory as soon as a WORKDIR above it, or that of the base image, "
        "changes";
    draft.evidence = {"the directory before it is " + *directory_.path +
                      (directory_.written ? "" : ", that of the base image")};
    draft.edits = {{instruction.logical.source(instruction.rest), std::move(written)}};
    proposal_.change(std::move(draft));
  }

  // The RUNs of a group are complete.
  void flush() {
    if (group_.empty()) return;
    std::vector<LeadingCd> group = std::exchange(group_, {});
    // Where only the base image says so, the cd may be there to be sure.
    bool redundant = directory_.written && directory_.text == group.front().written;
    bool follows = !last_.empty() && last_.back() + 1 == group.front().instruction;
    if (!follows || redundant) finish();
    if (auto reason = obstacle(group, redundant)) {
      finish();
      for (const LeadingCd& cd : group) decline(cd.instruction, *reason);
      return;
    }
    add(group, redundant);
    if (redundant) finish();
  }

  std::optional<Reason> obstacle(const std::vector<LeadingCd>& group, bool redundant) const {
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (group[i].removes && (i + 1 < group.size() || redundant)) {
        return Reason{"removes-directory",
                      "a command in it may remove the directory, which would be made again for the next RUN"};
      }
    }
    if (redundant) return std::nullopt;
    if (group.size() == 1) return Reason{"not-repeated", "no other RUN beside it begins with the same cd"};
    if (!exists_) {
      return Reason{"maybe-missing", "whether " + group.front().path +
                                         " exists there is not known: WORKDIR would make it where cd fails"};
    }
    std::size_t last = group.back().instruction;
    if (needs_return(last) && !directories_.still_means(directory_, last)) {
      return Reason{"no-way-back",
                    "the directory would have to be set back behind it, and neither a WORKDIR above it nor "
                    "the base image says to which"};
    }
    return std::nullopt;
  }

  // Something behind the instruction depends on the working directory, before a WORKDIR sets it anew.
  bool needs_return(std::size_t index) const {
    for (std::size_t i = index + 1; i < stage_.end; ++i) {
      const Instruction& instruction = document_.instructions()[i];
      if (instruction.keyword == Keyword::kWorkdir) return !instruction.rest_text().starts_with('/');
      if (instruction.keyword == Keyword::kRun) return true;
      bool copies = instruction.keyword == Keyword::kCopy || instruction.keyword == Keyword::kAdd;
      if (copies && (instruction.args.empty() || !instruction.args.back().value.starts_with('/')))
        return true;
    }
    return stage_.final || has_heirs_;
  }

  void add(const std::vector<LeadingCd>& group, bool redundant) {
    if (last_.empty()) {
      draft_ = {};
      draft_.risk = rewrite::Risk::kReview;
      const Instruction& run = document_.instructions()[group.front().instruction];
      draft_.place.begin = run.comments.empty() || redundant
                               ? run.span.begin
                               : run.comments.front().begin;  // WORKDIR comes above them
      added_ = 0;
      draft_.what = redundant ? "remove cd to " + group.front().path + ", where the RUN is already"
                              : "set the working directory with WORKDIR " + group.front().written;
      draft_.why = redundant ? "WORKDIR has set the directory" : "each RUN begins with the same cd";
      draft_.evidence = {redundant ? "the working directory before it is " + group.front().path
                                   : "the directory exists there, so WORKDIR changes no file"};
    } else {
      draft_.what += ", then " + group.front().written;
    }
    // Each command runs where it did; the shell has not changed there itself, and so exports no PWD and
    // OLDPWD.
    draft_.differences.push_back(
        {rewrite::Difference::Kind::kDirectory, "cd", group.front().path, group.front().path});
    const Instruction& first = document_.instructions()[group.front().instruction];
    if (!redundant) {
      std::uint32_t begin = transforms::block_begin(document_, first);
      draft_.edits.push_back(
          {{begin, begin}, line(first, group.front().written) + std::string(document_.newline())});
      ++added_;
    }
    for (const LeadingCd& cd : group) {
      draft_.edits.push_back({cd.cut, ""});
      last_.push_back(cd.instruction);
    }
    draft_.place.end = document_.instructions()[last_.back()].span.end;
    returns_ = !redundant;
    target_ = group.back().written;
  }

  std::string line(const Instruction& run, std::string_view path) const {
    std::string_view text = document_.text();
    std::string keyword = mostly_lower_keywords(document_) ? "workdir " : "WORKDIR ";
    std::string_view indent = text.substr(run.lines.begin, run.span.begin - run.lines.begin);
    return std::string(indent) + keyword + std::string(path);
  }

  // Sets the directory back behind the last RUN of a change, where that matters, and proposes it.
  void finish() {
    if (last_.empty()) return;
    const Instruction& last = document_.instructions()[last_.back()];
    if (returns_ && needs_return(last_.back()) && directory_.text != target_) {
      bool ended = document_.text().substr(0, last.lines.end).ends_with('\n');
      std::string newline(document_.newline());
      std::string back = line(last, directory_.text);
      draft_.edits.push_back({{last.lines.end, last.lines.end}, ended ? back + newline : newline + back});
      ++added_;
    }
    if (returns_ && needs_return(last_.back()) && !directory_.written) {
      draft_.evidence.push_back("the base image starts in " + directory_.text +
                                "; the configuration now says so itself");
      draft_.differences.push_back({rewrite::Difference::Kind::kConfig, "WorkingDir", "", directory_.text});
    }
    if (added_ > 0)
      draft_.evidence.push_back("adds " + std::to_string(added_) + " WORKDIR, each an empty layer at most");
    last_.clear();
    proposal_.change(std::move(draft_));
  }

  const model::BuildModel& model_;
  const syntax::Document& document_;
  const model::Stage& stage_;
  workdir::Directories& directories_;
  bool has_heirs_;
  rewrite::Proposal& proposal_;
  workdir::Existing existing_;
  Directory directory_;            // before the instruction at hand
  std::vector<LeadingCd> group_;   // neighbours that go to the same directory
  bool exists_ = false;            // before the first of the group, that directory
  Draft draft_;                    // of groups that follow each other directly
  std::vector<std::size_t> last_;  // their RUNs
  std::string target_;             // where they go, as written
  bool returns_ = false;
  int added_ = 0;  // WORKDIR instructions
};

void run(const model::BuildModel& model, const rewrite::Facts&, rewrite::Proposal& proposal) {
  bool any = false;
  for (const Instruction& instruction : model.document().instructions()) {
    any |= workdir::begins_with_cd(instruction) || is_relative_workdir(instruction);
  }
  if (!any) return;
  std::vector<bool> has_heirs(model.stages().size());
  for (const model::Stage& stage : model.stages()) {
    if (stage.base.kind == model::BaseRef::Kind::kStage) has_heirs[stage.base.stage] = true;
  }
  workdir::Directories directories(model);
  for (const model::Stage& stage : model.stages())
    StagePass(model, stage, directories, has_heirs[stage.index], proposal).run();
}

}  // namespace

const rewrite::Pass kWorkdir = {
    "workdir", "Say with WORKDIR what neighbouring RUNs say with cd", rewrite::Risk::kReview, run, {}, true};

}  // namespace dockhone::transforms
