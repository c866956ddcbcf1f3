#include "process.h"

#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/image/configuration.h"
#include "dockhone/shell/visit.h"
#include "ports.h"
#include "process_reader.h"
#include "script_writes.h"
#include "vendors.h"

namespace dockhone::transforms::nonroot {

namespace {

using model::Invocation;
using shell::Command;
using shell::CommandKind;
using syntax::Instruction;

constexpr int kDeep = 8;  // scripts that call scripts

std::string quoted(std::string_view word) {
  std::string out = "'";
  for (char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + '\'';
}

std::string quoted(std::span<const syntax::Argument> words) {
  std::string out;
  for (const syntax::Argument& word : words) out += (out.empty() ? "" : " ") + quoted(word.value);
  return out;
}

bool is_plain_name(std::string_view name) {
  return name[0] != '-' &&
         std::all_of(name.begin(), name.end(),
                     [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                              std::string_view("._-+@:[").find(c) != std::string_view::npos;
                     }) &&
         (name[0] != '[' || name.size() <= 2);
}

bool builds(const Invocation& call) {
  using enum model::VerbKind;
  model::VerbKind kind = call.kind();
  return !call.manager().empty() &&
         (kind == kInstall || kind == kUpdateIndex || kind == kUpgrade || kind == kBuild);
}

// Notes the functions that a script defines.
struct Functions {
  std::string_view text;
  std::set<std::string, std::less<>>& names;
  void command(const Command& command) {
    if (command.kind == CommandKind::kFunction) names.insert(std::string(command.name.in(text)));
  }
};

std::string source(const Command& command, std::string_view text, std::size_t from) {
  return from < command.words.size()
             ? std::string(text.substr(command.words[from].span.begin,
                                       command.words.back().span.end - command.words[from].span.begin))
             : std::string();
}

}  // namespace

std::vector<std::string> words_of(const Command& command, std::string_view text, std::size_t from) {
  std::vector<std::string> words;
  for (std::size_t i = from; i < command.words.size(); ++i) {
    auto value = shell::static_value(command.words[i], text);
    words.push_back(value ? std::move(*value) : std::string(command.words[i].span.in(text)));
  }
  return words;
}

Process ProcessReader::read() {
  start();
  if (!result_.refuse && result_.programs.empty()) refuse("no-program", "it starts no program that is known");
  return std::move(result_);
}

void ProcessReader::refuse(std::string_view key, std::string why) {
  if (!result_.refuse) result_.refuse = Decline{key, std::move(why)};
}

void ProcessReader::assume(std::string what) {
  what = "assumed: " + what;
  if (std::find(result_.assumptions.begin(), result_.assumptions.end(), what) == result_.assumptions.end())
    result_.assumptions.push_back(std::move(what));
}

void ProcessReader::start() {
  auto instructions = model_.document().instructions();
  at_ = chain_.entrypoint != model::kNone ? chain_.entrypoint : chain_.cmd;
  std::string cmd;
  if (chain_.cmd != model::kNone) {
    const Instruction& instruction = instructions[chain_.cmd];
    cmd = instruction.json ? quoted(instruction.args) : "/bin/sh -c " + quoted(instruction.rest_text());
  }
  // The exec form needs no shell; a CMD behind an ENTRYPOINT in the shell form is not read.
  bool cmd_is_read =
      chain_.cmd != model::kNone && (chain_.entrypoint == model::kNone || instructions[at_].json);
  bool needs_shell = !instructions[at_].json || (cmd_is_read && !instructions[chain_.cmd].json);
  if (needs_shell && model_.before(at_).shell.dialects.empty())
    return refuse("unknown-shell", "its shell is not known to be a POSIX shell");
  if (chain_.entrypoint == model::kNone && !starts_its_cmd()) return;
  const Instruction& first = instructions[at_];
  if (!first.json) return script(std::string(first.rest_text()), "", 0);
  std::string words = quoted(first.args);
  if (chain_.entrypoint != model::kNone && !cmd.empty()) words += ' ' + cmd;
  script(words, "", 0);
}

bool ProcessReader::starts_its_cmd() {
  using Kind = model::BaseRef::Kind;
  if (chain_.base->kind == Kind::kScratch) return true;
  const image::Configuration* known =
      chain_.base->kind == Kind::kImage ? image::find_configuration(*chain_.base->image) : nullptr;
  if (known != nullptr && known->runs_its_arguments) return true;
  bool runs = chain_.base->kind == Kind::kImage &&
              (runs_arguments(*chain_.base->image) || is_distroless(*chain_.base->image));
  if (runs) return true;
  refuse("unknown-entrypoint", "the ENTRYPOINT of the base image is not known, and may need root");
  return false;
}

struct ProcessReader::Visitor {
  ProcessReader& reader;
  const std::string& text;
  const std::string& arguments;
  int depth;
  void command(const Command& command) {
    if (command.kind == CommandKind::kSimple && !command.words.empty() && !reader.result_.refuse)
      reader.simple(command, text, arguments, depth);
  }
  void assignment(const shell::Assignment& assignment) { reader.assignment(assignment, text); }
};

void ProcessReader::script(const std::string& text, const std::string& arguments, int depth) {
  if (depth > kDeep) return refuse("unknown-script", "its scripts call each other");
  auto dialects = model_.before(at_).shell.dialects;
  auto parsed = shell::parse(text, dialects.empty() ? shell::Dialect::kBash : dialects[0]);
  if (!parsed) parsed = shell::parse(text, shell::Dialect::kBash);
  if (!parsed) return refuse("not-understood", "the script that it runs is not understood");
  shell::visit(*parsed->list, Functions{text, functions_});
  shell::visit(*parsed->list, Visitor{*this, text, arguments, depth});
  if (!result_.refuse) writes(text);
}

void ProcessReader::simple(const Command& command, const std::string& text, const std::string& arguments,
                           int depth) {
  auto call = model::read_invocation(command, text);
  if (call) {
    for (const model::Peeled& wrapper : call->peeled()) {
      if (needs_root(wrapper.facts->name)) return;
    }
  }
  std::size_t first = call ? call->program_word() : 0;
  auto words = words_of(command, text, first);
  while (!words.empty() && (words[0] == "exec" || words[0] == "--")) words.erase(words.begin()), ++first;
  if (words.empty()) return;
  std::string& name = words[0];
  if (functions_.contains(name)) return;
  if (name == "\"$@\"" || name == "$@" || name == "\"${@}\"" || name == "\"$*\"" || name == "$*") {
    if (!arguments.empty()) script(arguments, "", depth + 1);
    return;
  }
  if (auto low = low_port_of_words(words, variables_); low && !low_ports_)
    return refuse(low->reason, low->why);
  std::string_view base = base_name(name);
  while (base.ends_with('"')) base.remove_suffix(1);
  if (base.empty() || base.find_first_of("$`\"'") != std::string_view::npos)
    return refuse("unknown-program", "which program it starts depends on a variable");
  if (!is_plain_name(base)) return refuse("not-understood", "what it starts is not the name of a program");
  if (call && builds(*call)) {
    return refuse("builds-at-start",
                  std::string(base) +
                      " builds or installs when it starts: into the source, and below root's home "
                      "directory");
  }
  program(std::string(base), name, words, source(command, text, first + 1), depth);
}

void ProcessReader::assignment(const shell::Assignment& assignment, std::string_view text) {
  if (assignment.array) return;
  std::string name(assignment.name.in(text));
  auto known = shell::static_value(assignment.value, text);
  std::string value = resolved(known ? *known : std::string(assignment.value.span.in(text)), variables_);
  std::erase(value, '"');
  if (auto low = low_port_of_variable(name, value); low && !low_ports_) refuse(low->reason, low->why);
  if (known || value.find('$') == value.npos) variables_[std::move(name)] = std::move(value);
}

void ProcessReader::shell_call(const std::vector<std::string>& words, const std::string& rest, int depth) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    bool option = word.size() > 1 && (word[0] == '-' || word[0] == '+');
    if (word == "-o" || word == "+o" || word == "-O" || word == "--rcfile" || word == "--init-file") {
      ++i;
    } else if (word[0] == '-' && !word.starts_with("--") && word.find('c') != std::string::npos) {
      if (i + 1 >= words.size()) break;
      if (words[i + 1].find("$@") != std::string::npos) break;
      return script(words[i + 1], "", depth + 1);
    } else if (!option) {
      auto at = rest.find(word);
      return file(word, at == std::string::npos ? "" : rest.substr(at + word.size()), depth, true);
    }
  }
  refuse("shell", "it starts a shell: somebody works in it, or builds on it");
}

void ProcessReader::writes(const std::string& text) {
  ScriptWrites found = writes_of_script(model_, chain_, at_, text);
  if (found.refuse) return refuse(found.refuse->reason, found.refuse->why);
  result_.writes_to_directory |= found.to_directory;
}

// A health check runs as the user of the container, the last one that is written.
Verdict ProcessReader::read_health_check() {
  std::size_t last = model::kNone;
  for (std::size_t i : chain_.instructions) {
    if (model_.document().instructions()[i].keyword == syntax::Keyword::kHealthcheck) last = i;
  }
  if (last == model::kNone) return std::nullopt;
  const Instruction& health = model_.document().instructions()[last];
  if (health.args.size() < 2) return std::nullopt;
  at_ = last;
  script(health.json ? quoted(health.args.subspan(1)) : std::string(health.args[1].value), "", 0);
  if (!result_.refuse) return std::nullopt;
  std::string_view reason = result_.refuse->reason;
  bool grave = reason == "needs-root" || reason == "unknown-script" || reason == "writes-outside" ||
               reason == "low-port";
  if (!grave) return std::nullopt;
  return Decline{reason == "low-port" ? reason : "health-check", "its HEALTHCHECK: " + result_.refuse->why};
}

Process read_process(const model::BuildModel& model, const Chain& chain, const model::Context* context,
                     bool low_ports) {
  ProcessReader reader(model, chain, context, low_ports);
  Process process = reader.read();
  if (process.refuse) return process;
  bool waits = std::all_of(process.programs.begin(), process.programs.end(),
                           [](const std::string& name) { return lists::kPlaceholders.contains(name); });
  if (waits || (process.only_answers && chain.entrypoint == model::kNone))
    process.refuse =
        Decline{"shell", "it only waits, or says something: somebody works in it, or builds on it"};
  if (!process.refuse) process.refuse = reader.read_health_check();
  return process;
}

}  // namespace dockhone::transforms::nonroot
