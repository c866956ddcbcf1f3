// nonroot-user: lets the process of a final stage run as a user that is not root: one that the base image or
// the file has, else a new one, which owns what the process may write and nothing else.
// docs/passes/nonroot-user.md argues each rule.
#include <algorithm>

#include "account.h"
#include "chain.h"
#include "closed_files.h"
#include "dockhone/base/contains.h"
#include "obstacles.h"
#include "ownership.h"
#include "ports.h"
#include "process.h"
#include "root_home.h"
#include "sources.h"
#include "transforms/passes.h"
#include "transforms/shared/comment_block.h"
#include "transforms/shared/keyword_case.h"
#include "usage.h"
#include "vendors.h"

namespace dockhone::transforms {

namespace {

using model::kNone;
using nonroot::Account;
using nonroot::Chain;
using nonroot::Ownership;
using rewrite::Difference;
using rewrite::Draft;
using syntax::Instruction;
using syntax::Keyword;

bool is_root(std::string_view user) {
  std::string_view name = user.substr(0, user.find(':'));
  return name == "root" || name == "0";
}

class StagePass {
 public:
  StagePass(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal,
            Chain chain)
      : model_(model),
        document_(model.document()),
        facts_(facts),
        proposal_(proposal),
        chain_(std::move(chain)) {}

  void run() {
    if (chain_.cmd == kNone && chain_.entrypoint == kNone) return started_by_base();
    place_ =
        std::max(chain_.cmd == kNone ? 0 : chain_.cmd, chain_.entrypoint == kNone ? 0 : chain_.entrypoint);
    if (place_ <= chain_.stage->from) place_ = chain_.stage->from;
    if (!proposal_.allowed(place_)) return;
    if (chain_.user != kNone) return explicit_user();
    if (is_nonroot_image()) return;
    if (auto verdict = obstacle()) return decline(*verdict);
    nonroot::Process process =
        nonroot::read_process(model_, chain_, facts_.context.get(), allows_low_ports());
    if (process.refuse) return decline(*process.refuse);
    if (auto verdict = nonroot::wrong_usage(model_, chain_, process)) return decline(*verdict);
    auto chosen = nonroot::choose_account(model_, chain_);
    if (auto* verdict = std::get_if<Decline>(&chosen)) return decline(*verdict);
    const Account& account = std::get<Account>(chosen);
    Ownership plan = nonroot::plan_ownership(model_, chain_, facts_.context.get(), process, account);
    if (plan.refuse) return decline(*plan.refuse);
    if (auto verdict = nonroot::needs_root_by_source(model_, chain_, facts_.context.get(), plan.directories,
                                                     allows_low_ports()))
      return decline(*verdict);
    propose(process, account, plan);
  }

 private:
  void decline(const Decline& verdict) {
    proposal_.decline(document_.instructions()[place_].span, verdict.reason, verdict.why);
  }

  // Without a command of its own, an image of a service still starts that service.
  void started_by_base() {
    place_ = chain_.stage->from;
    if (chain_.user != kNone || !proposal_.allowed(place_)) return;
    auto verdict = nonroot::wrong_base(chain_);
    if (verdict && verdict->reason == "root-image") decline(*verdict);
  }

  void explicit_user() {
    auto name = nonroot::expanded(model_, chain_.user, document_.instructions()[chain_.user].rest_text());
    if (!name || !is_root(*name)) return;
    place_ = std::max(chain_.user, chain_.stage->from);
    decline({"explicit-root",
             "USER says root: it is meant so, or the user that was before is to be set again behind it"});
  }

  bool allows_low_ports() const { return rewrite::option(facts_, kNonrootUser, "low-ports") == "allow"; }

  bool is_nonroot_image() const {
    return chain_.base->kind == model::BaseRef::Kind::kImage &&
           nonroot::starts_without_root(*chain_.base->image);
  }

  Verdict obstacle() {
    for (const model::Stage& other : model_.stages()) {
      if (other.base.kind == model::BaseRef::Kind::kStage && other.base.stage == chain_.stage->index)
        return Decline{"base-of-others", "another stage is built on it, and its instructions may need root"};
    }
    if (auto verdict = nonroot::wrong_base(chain_)) return verdict;
    if (auto verdict = nonroot::low_port_of_stages(model_, chain_); verdict && !allows_low_ports())
      return verdict;
    if (auto verdict = nonroot::other_obstacle(model_, chain_)) return verdict;
    if (auto verdict = nonroot::closed_files(model_, chain_)) return verdict;
    if (auto verdict = nonroot::fetched_files(model_, chain_)) return verdict;
    if (auto verdict = nonroot::names_places_of_root(model_, chain_)) return verdict;
    return nonroot::needs_roots_home(model_, chain_, facts_.context.get());
  }

  void propose(const nonroot::Process& process, const Account& account, const Ownership& plan) {
    Draft draft;
    draft.place = document_.instructions()[place_].span;
    draft.risk = rewrite::Risk::kReview;
    draft.what = "run as the user " + account.user;
    draft.why = "who takes over the process, or breaks out of its container, is not root then";
    draft.evidence = {account.evidence};
    draft.differences = {{Difference::Kind::kConfig, "User", "", account.user}};
    std::vector<std::string> commands = account.commands;
    if (!plan.directories.empty()) {
      // Not `install -d`, which would set the mode of a directory that is there already.
      if (!plan.missing.empty()) commands.push_back("mkdir -p " + joined(plan.missing, " "));
      commands.push_back("chown " + account.user + ' ' + joined(plan.directories, " "));
    }
    for (const std::string& command : commands)
      draft.differences.push_back(
          {Difference::Kind::kAddedCommand, command.substr(0, command.find(' ')), "", command});
    for (std::size_t copy : plan.copies) chown(document_.instructions()[copy], account, draft);
    draft.evidence.push_back(
        commands.empty() ? "adds 1 instruction, and no layer"
                         : "adds 2 instructions: RUN makes a layer without data, unless it is merged");
    for (const std::string& what : process.assumptions) draft.evidence.push_back(what);
    for (const std::string& what : plan.assumptions) draft.evidence.push_back(what);
    draft.evidence.push_back("assumed: " + joined(process.programs, ", ") + " can do without root");
    write(commands, account, plan, draft);
    proposal_.change(std::move(draft));
  }

  // The lines of the change are all between its first edit and its last.
  static void cover(Span lines, Draft& draft) {
    draft.place.begin = std::min(draft.place.begin, lines.begin);
    draft.place.end = std::max(draft.place.end, lines.end);
  }

  static void chown(const Instruction& copy, const Account& account, Draft& draft) {
    cover(copy.span, draft);
    draft.edits.push_back({{copy.keyword_span.end, copy.keyword_span.end}, " --chown=" + account.user});
    draft.differences.push_back(
        {Difference::Kind::kOwner, std::string(syntax::name(copy.keyword)), "", account.user});
  }

  void write(const std::vector<std::string>& commands, const Account& account, const Ownership& plan,
             Draft& draft) {
    std::string run;
    if (!commands.empty()) {
      run = keyword("RUN ") + joined(commands, joint());
    }
    std::string user = keyword("USER ") + account.user;
    if (run.empty() || plan.run == plan.user) {
      std::vector<std::string> lines = {std::move(user)};
      if (!run.empty()) lines.insert(lines.begin(), std::move(run));
      insert(plan.user, lines, draft);
      return;
    }
    insert(plan.run, {run}, draft);
    insert(plan.user, {user}, draft);
  }

  std::string keyword(std::string word) const {
    if (mostly_lower_keywords(document_)) {
      for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return word;
  }

  // Between two commands, as the author has it where a line of the file begins or ends with `&&`.
  std::string joint() const {
    std::string_view text = document_.text();
    std::string line_end = std::string(1, document_.escape()) + std::string(document_.newline());
    for (auto at = text.find("&&"); at != std::string_view::npos; at = text.find("&&", at + 2)) {
      auto line = text.find_last_not_of(" \t", at == 0 ? 0 : at - 1);
      if (line != std::string_view::npos && text[line] == '\n')
        return ' ' + line_end + std::string(text.substr(line + 1, at - line - 1)) + "&& ";
      auto behind = text.find_first_not_of(" \t", at + 2);
      if (behind == std::string_view::npos || !text.substr(behind).starts_with(line_end)) continue;
      std::string_view next = text.substr(behind + line_end.size());
      return " && " + line_end + std::string(next.substr(0, next.find_first_not_of(" \t")));
    }
    return ' ' + line_end + "    && ";
  }

  // In front of an instruction and its comments, or behind the last one of the stage.
  void insert(std::size_t before, const std::vector<std::string>& lines, Draft& draft) {
    auto instructions = document_.instructions();
    std::string_view text = document_.text();
    bool at_end = before >= chain_.stage->end;
    const Instruction& near = instructions[at_end ? chain_.stage->end - 1 : before];
    std::string_view indent = text.substr(near.lines.begin, near.span.begin - near.lines.begin);
    std::string newline(document_.newline());
    std::string written;
    for (const std::string& line : lines) written += std::string(indent) + line + newline;
    bool below_comments = !at_end && !near.comments.empty();
    cover({below_comments ? near.comments.front().begin : near.span.begin, near.span.end}, draft);
    std::uint32_t place = at_end ? near.lines.end : block_begin(document_, near);
    // A RUN may be merged with the one before it: the blank line between that and what follows stays.
    std::size_t last = at_end ? chain_.stage->end - 1 : before - 1;
    bool apart =
        text.substr(0, place).ends_with(newline + newline) && instructions[last].keyword == Keyword::kRun;
    if (apart && is_run(lines.front()))
      written.insert(indent.size() + lines.front().size() + newline.size(), newline);
    bool ended = !at_end || text.substr(0, near.lines.end).ends_with('\n');
    if (!ended) {
      written.erase(written.size() - newline.size());
      written.insert(0, newline);
    }
    draft.edits.push_back({{place, place}, std::move(written)});
  }

  static bool is_run(std::string_view line) { return line.starts_with("RUN ") || line.starts_with("run "); }

  const model::BuildModel& model_;
  const syntax::Document& document_;
  const rewrite::Facts& facts_;
  rewrite::Proposal& proposal_;
  Chain chain_;
  std::size_t place_ = 0;  // what the change is about: CMD or ENTRYPOINT, whichever comes last
};

bool is_candidate(const model::BuildModel& model, const model::Stage& stage) {
  return stage.final && stage.end > stage.from + 1 && model.stages().size() > stage.index;
}

void run(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal) {
  for (const model::Stage& stage : model.stages()) {
    if (is_candidate(model, stage))
      StagePass(model, facts, proposal, nonroot::read_chain(model, stage)).run();
  }
}

// A final stage without a USER of its own starts something that may be a script. Of each stage by itself: a
// change elsewhere must not decide what is known of this one.
bool needs_context(const model::BuildModel& model) {
  auto instructions = model.document().instructions();
  return std::any_of(model.stages().begin(), model.stages().end(), [&](const model::Stage& stage) {
    bool starts = false;
    for (std::size_t i = stage.from + 1; i < stage.end; ++i) {
      const Instruction& instruction = instructions[i];
      if (instruction.keyword == Keyword::kUser) return false;
      bool command = instruction.keyword == Keyword::kCmd || instruction.keyword == Keyword::kEntrypoint;
      starts |= command &&
                contains_any(instruction.rest_text(), {".", "/", "npm", "yarn", "start", "run", "entry"});
    }
    return starts && stage.final;
  });
}

constexpr std::string_view kLowPorts[] = {"decline", "allow"};
constexpr rewrite::OptionSpec kOptions[] = {
    {"low-ports", kLowPorts, "allow: every user may open ports below 1024, as Docker has it since 20.10"}};

}  // namespace

const rewrite::Pass kNonrootUser = {"nonroot-user",
                                    "Let the process of the image run as a user that is not root",
                                    rewrite::Risk::kReview,
                                    run,
                                    kOptions,
                                    false,
                                    nullptr,
                                    needs_context};

}  // namespace dockhone::transforms
