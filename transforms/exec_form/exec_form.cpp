// exec-form: the program of a shell-form CMD or ENTRYPOINT takes the place of the shell that starts it, so
// that it is the container's first process and signals reach it. As a JSON array where the words are literal
// and nobody else would come to see them differently; else with `exec` in front of it, which leaves all to
// the shell as before. docs/passes/exec-form.md argues each rule.
#include <algorithm>

#include "command.h"
#include "configuration.h"
#include "json.h"
#include "transforms/passes.h"

namespace dockhone::transforms {

namespace {

using exec_form::Reader;
using exec_form::Reason;
using exec_form::SimpleCommand;
using exec_form::StageConfiguration;
using rewrite::Difference;
using syntax::Instruction;
using syntax::Keyword;

std::optional<Reason> wrong_shell(const model::State& state) {
  if (state.shell.dialects.empty())
    return Reason{"unknown-shell", "its shell is not known to be a POSIX shell"};
  if (state.shell.odd_option) return Reason{"unknown-shell", "SHELL has options that are not understood"};
  if (state.shell.startup || state.lookup("BASH_ENV").state != syntax::Lookup::State::kUnset) {
    return Reason{"start-up-files",
                  "its shell reads start-up files first, which may set what the program needs"};
  }
  return std::nullopt;
}

std::optional<Reason> wrong_place(const Instruction& instruction, const StageConfiguration& stage) {
  if (instruction.rest_text().starts_with('[')) {
    return Reason{"broken-json",
                  "it looks like exec form and is no valid JSON: the shell would run a program named ["};
  }
  if (instruction.keyword == Keyword::kEntrypoint) return std::nullopt;
  if (stage.reader == Reader::kShell) return Reason{"ignored", "an ENTRYPOINT in shell form ignores CMD"};
  if (stage.reader == Reader::kProgram) {
    return Reason{
        "entrypoint",
        "the ENTRYPOINT gets it as arguments: /bin/sh, -c and the command; in exec form it would get others"};
  }
  return std::nullopt;
}

// An ENV of the stage puts a directory into PATH that depends on where the program is started: shells search
// it, container runtimes need not.
bool has_relative_path(const model::BuildModel& model, std::size_t index) {
  const model::Stage& stage = model.stages()[model.stage_of(index)];
  for (std::size_t i = stage.from; i < stage.end; ++i) {
    const Instruction& instruction = model.document().instructions()[i];
    if (instruction.keyword != Keyword::kEnv) continue;
    for (const syntax::KeyValue& pair : instruction.pairs) {
      if (pair.key_text != "PATH") continue;
      char before = ':';
      for (char c : pair.value_text) {
        if (c == '"' || c == '\'') continue;
        if (before == ':' && c != '/' && c != '$') return true;
        before = c;
      }
    }
  }
  return false;
}

// The reason why the shell has to stay, for the evidence; empty where a JSON array does.
std::string_view needs_shell(const model::BuildModel& model, std::size_t index,
                             const StageConfiguration& stage, const SimpleCommand& command) {
  const Instruction& instruction = model.document().instructions()[index];
  if (command.words.empty()) return "the shell still expands variables, patterns and assignments";
  if (!exec_form::is_utf8(instruction.rest_text())) return "its words are not UTF-8, which JSON demands";
  if (exec_form::may_need_a_shell(command.words[0]))
    return "a script without a #! line can only be started by a shell";
  bool searched = command.words[0].find('/') == std::string::npos;
  if (searched && has_relative_path(model, index))
    return "PATH holds relative directories, which only the shell is known to search";
  for (Span span : command.spans) {
    Span word{instruction.rest.begin + span.begin, instruction.rest.begin + span.end};
    if (!instruction.logical.contiguous(word)) return "a word runs on over the end of a line";
  }
  bool entrypoint = instruction.keyword == Keyword::kEntrypoint;
  if (entrypoint && (stage.cmd_above || stage.cmd_below))
    return "in exec form it would get CMD as arguments, which it ignores now";
  if (entrypoint) return {};
  if (stage.reader != Reader::kNobody)
    return "the ENTRYPOINT of the base image is not known, and may look at its arguments";
  return stage.entrypoint_below
             ? "the ENTRYPOINT of a stage that is built on this one would get other arguments"
             : std::string_view();
}

std::string shell_words(const model::State& state, std::string_view script) {
  std::string words;
  for (std::string_view word : state.shell.argv) words += std::string(word) + ' ';
  return (words.empty() ? "/bin/sh -c " : words) + std::string(script);
}

// Layout and comments stay: each word is quoted where it stands.
void write_json(const Instruction& instruction, std::string_view source, const SimpleCommand& command,
                rewrite::Draft& draft) {
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < command.words.size(); ++i) {
    Span word = instruction.logical.source(
        Span{instruction.rest.begin + command.spans[i].begin, instruction.rest.begin + command.spans[i].end});
    bool last = i + 1 == command.words.size();
    std::string text = (i == 0 ? "[" : "") + exec_form::json_string(command.words[i]) + (last ? "]" : ",");
    Span gap{end, word.begin};
    if (i > 0 && gap.in(source).find_first_not_of(" \t") == std::string_view::npos)
      draft.edits.push_back({gap, " "});
    draft.edits.push_back({word, std::move(text)});
    end = word.end;
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
  return all;
}

void propose(const model::BuildModel& model, std::size_t index, const StageConfiguration& stage,
             const SimpleCommand& command, rewrite::Proposal& proposal) {
  const Instruction& instruction = model.document().instructions()[index];
  const model::State& state = model.before(index);
  std::string keyword(syntax::name(instruction.keyword));
  std::string_view keeps_shell = needs_shell(model, index, stage, command);
  rewrite::Draft draft;
  draft.place = instruction.span;
  draft.risk = rewrite::Risk::kReview;
  bool behind_init = stage.reader == exec_form::Reader::kNobody && instruction.keyword == Keyword::kCmd &&
                     stage.entrypoint != model::kNone &&
                     !model.document().instructions()[stage.entrypoint].args.empty();
  draft.why = behind_init
                  ? "the ENTRYPOINT starts the program itself, so that the signals that it passes on reach it"
                  : "the program itself becomes the first process of the container, so that the signals "
                    "that stop a container reach it";
  std::string_view script = instruction.rest_text();
  std::string now;
  if (keeps_shell.empty()) {
    draft.what = "write " + keyword + " in exec form";
    draft.evidence = {"assumed: " + command.words[0] + " is a binary, or a script that begins with #!"};
    if (instruction.keyword == Keyword::kEntrypoint) {
      draft.evidence.emplace_back(
          "no CMD is set here; arguments given to the container, ignored so far, reach the program");
    }
    write_json(instruction, model.document().text(), command, draft);
    now = joined(command.words);
  } else {
    draft.what = "start the program of " + keyword + " with exec";
    draft.evidence = {"the shell form stays: " + std::string(keeps_shell)};
    std::uint32_t begin = instruction.logical.source(instruction.rest.begin + command.spans[0].begin);
    draft.edits.push_back({{begin, begin}, "exec "});
    now = shell_words(state, std::string(script.substr(0, command.spans[0].begin)) + "exec " +
                                 std::string(script.substr(command.spans[0].begin)));
  }
  draft.differences = {{Difference::Kind::kConfig,
                        instruction.keyword == Keyword::kCmd ? "Cmd" : "Entrypoint",
                        shell_words(state, script), now}};
  proposal.change(std::move(draft));
}

void one(const model::BuildModel& model, std::size_t index, const StageConfiguration& stage,
         rewrite::Proposal& proposal) {
  const Instruction& instruction = model.document().instructions()[index];
  if (instruction.json || instruction.rest.empty() || !proposal.allowed(index)) return;
  auto decline = [&](const Reason& reason) { proposal.decline(instruction.span, reason.key, reason.why); };
  if (auto reason = wrong_place(instruction, stage)) return decline(*reason);
  if (auto reason = wrong_shell(model.before(index))) return decline(*reason);
  SimpleCommand command = exec_form::read_command(model, index);
  if (command.refuse) return decline(*command.refuse);
  if (!command.has_exec) propose(model, index, stage, command, proposal);
}

bool is_shell_form(const Instruction& instruction) {
  bool command = instruction.keyword == Keyword::kCmd || instruction.keyword == Keyword::kEntrypoint;
  return command && !instruction.json;
}

void run(const model::BuildModel& model, const rewrite::Facts&, rewrite::Proposal& proposal) {
  bool any = false;
  for (const Instruction& instruction : model.document().instructions()) any |= is_shell_form(instruction);
  if (!any) return;
  // Only the last of a stage counts; the pass `overridden` removes the others.
  for (const StageConfiguration& stage : exec_form::configurations(model)) {
    std::size_t first = std::min(stage.cmd, stage.entrypoint);
    std::size_t second = std::max(stage.cmd, stage.entrypoint);
    if (first != model::kNone) one(model, first, stage, proposal);
    if (second != model::kNone) one(model, second, stage, proposal);
  }
}

}  // namespace

const rewrite::Pass kExecForm = {"exec-form",
                                 "Let the program of CMD and ENTRYPOINT take the place of its shell",
                                 rewrite::Risk::kReview,
                                 run,
                                 {},
                                 true};

}  // namespace dockhone::transforms
