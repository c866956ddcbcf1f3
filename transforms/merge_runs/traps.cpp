#include "traps.h"

#include <algorithm>
#include <array>

#include "dockhone/model/commands.h"
#include "dockhone/shell/visit.h"
#include "paths.h"

namespace dockhone::transforms {

namespace {

using shell::Command;
using shell::CommandKind;
using shell::PartKind;
using shell::Word;
using shell::WordPart;

std::string_view base_name(std::string_view path) {
  auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

template <class Names>
bool listed(const Names& names, std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// Parameters whose value tells a merged script from two separate ones.
constexpr std::array<std::string_view, 8> kRevealing = {"_", "-", "LINENO", "SECONDS", "BASH_SUBSHELL", "BASH_LINENO",
                                                        "FUNCNAME", "BASH_COMMAND"};

class Traps {
 public:
  Traps(const ScriptView& view, Part& part, int depth) : view_(view), part_(part), depth_(depth) {}

  // Called by shell::visit.
  void and_or(const shell::AndOr& item) {
    if (item.terminator != shell::Terminator::kBackground) return;
    nothing_after("background-job", "it starts a background job, which ends with its RUN and would live on in a merged one");
  }

  void command(const Command& command) {
    if (command.kind != CommandKind::kSimple || command.words.empty()) return;
    std::string_view name = base_name(plain(command.words[0]));
    if (name == "alias" || name == "unalias") refuse("alias", "it defines aliases, which change how the rest is read");
    calls(command.words, 0);
  }

  void part(const WordPart& part) {
    if (part.kind == PartKind::kBackquoted && part.list == nullptr && part.span.in(view_.text).find('&') != std::string_view::npos) {
      nothing_after("background-job", "a backquoted command in it may start a background job");
    }
    if (part.kind == PartKind::kProcessSubst && view_.text[part.span.begin] == '>') {
      nothing_after("background-job", "the command in >( ) may outlive its RUN");
    }
    if (part.kind == PartKind::kParameter && listed(kRevealing, part.name.in(view_.text))) {
      refuse("shell-internals", "it reads $" + std::string(part.name.in(view_.text)) + ", which differs in a merged script");
    }
  }

  void redirect(const shell::Redirect& redirect) {
    using enum shell::RedirectOp;
    if (redirect.op == kHereDoc || redirect.op == kHereString || redirect.op == kDupIn || redirect.op == kIn) return;
    std::string_view target = value(redirect.target);
    if (names_fresh_path(target)) fresh(target);
    if (is_system_shell(target)) shell_replaced();
  }

 private:
  void nothing_after(std::string_view key, std::string why) {
    if (!part_.nothing_after) part_.nothing_after = Reason{key, std::move(why)};
  }
  void refuse(std::string_view key, std::string why) {
    if (!part_.refuse) part_.refuse = Reason{key, std::move(why)};
  }

  std::string_view plain(const Word& word) const { return shell::plain_literal(word, view_.text); }
  // The word without its quotes, where it is static; else as written. Valid until the next call.
  std::string_view value(const Word& word) {
    std::string_view literal = plain(word);
    if (!literal.empty()) return literal;
    scratch_ = shell::static_value(word, view_.text).value_or(std::string(word.span.in(view_.text)));
    return scratch_;
  }

  void fresh(std::string_view path) {
    nothing_after("fresh-files", "it touches " + std::string(path) + ", and such files are made anew for every RUN");
  }
  void shell_replaced() {
    nothing_after("replaces-shell", "it may put another program behind /bin/sh, which only a new RUN would start");
  }

  // The command that starts at word `at`, and those that wrappers and shells run for it.
  void calls(std::span<const Word> words, int wrapped) {
    std::string_view called = plain(words[0]);
    std::string_view name = base_name(called);
    auto operands = words.subspan(1);
    const model::CommandFacts* facts = model::find_command(name);
    known_command(called, name, facts, operands);
    if (facts == nullptr) return;
    if (facts->runs_script) nested_scripts(operands, name == "eval");
    if (!facts->runs_operands || wrapped > kNestedCommands) return;
    while (!operands.empty() && !is_command_word(operands.front())) operands = operands.subspan(1);
    if (!operands.empty()) calls(operands, wrapped + 1);
  }

  // Options, VAR=value and durations before the wrapped command.
  bool is_command_word(const Word& word) const {
    std::string_view text = word.span.in(view_.text);
    bool option = text.starts_with('-') || text.find('=') != std::string_view::npos;
    bool number = !text.empty() && text[0] >= '0' && text[0] <= '9';
    return !option && !number;
  }

  void known_command(std::string_view called, std::string_view name, const model::CommandFacts* facts,
                     std::span<const Word> operands) {
    if (facts != nullptr && leaves_process(*facts, operands)) {
      nothing_after("leaves-process", std::string(name) + " leaves a process running, which ends with its RUN and would live on in a merged one");
    }
    if (called.starts_with("/etc/init.d/") || called.starts_with("/etc/rc.d/")) {
      nothing_after("leaves-process", std::string(called) + " starts a service, which ends with its RUN and would live on in a merged one");
    }
    if (facts != nullptr && facts->changes_accounts) accounts(name, operands);
    bool reads_only = facts != nullptr && facts->reads_only;
    bool replaces = facts != nullptr && facts->replaces_operands;
    for (const Word& operand : operands) {
      std::string_view text = value(operand);
      if (!reads_only && names_fresh_path(text)) fresh(text);
      if (replaces && is_system_shell(text)) shell_replaced();
      if (name == "dpkg-reconfigure" && text == "dash") shell_replaced();
      if (name == "apk" && text == "dash-binsh") shell_replaced();
    }
  }

  bool leaves_process(const model::CommandFacts& facts, std::span<const Word> operands) const {
    bool leaves = facts.leaves_process.all;
    for (const Word& operand : operands) {
      std::string_view word = plain(operand);
      if (listed(facts.leaves_process_unless, word)) return false;
      leaves |= facts.leaves_process.contains(word);
    }
    return leaves;
  }

  void accounts(std::string_view name, std::span<const Word> operands) {
    const auto& user = view_.state.user;
    bool as_root = !user || user->empty() || *user == "root" || *user == "0" || user->starts_with("root:") || user->starts_with("0:");
    for (const Word& operand : operands) as_root &= plain(operand) != "root";
    if (!as_root) {
      nothing_after("changes-accounts", std::string(name) + " may change the groups or the home of the user of the next RUN, which are looked up when it starts");
    }
  }

  // The script of `sh -c '...'` and its like: what follows -c, and whatever else looks like more than one word.
  void nested_scripts(std::span<const Word> operands, bool all) {
    bool is_script = all;
    for (const Word& operand : operands) {
      std::string_view option = plain(operand);
      if (option.starts_with('-')) {
        is_script = option == "--command" || (option[1 % option.size()] != '-' && option.ends_with('c'));
        continue;
      }
      bool follows = is_script;
      is_script = all;
      auto script = shell::static_value(operand, view_.text);
      if (!script) {
        std::string_view raw = operand.span.in(view_.text);
        if (raw.find('&') != std::string_view::npos || raw.find("start") != std::string_view::npos) {
          nothing_after("leaves-process", "a script inside it is not known before it runs");
        }
        continue;
      }
      if ((!follows && script->find_first_of(" &;") == std::string::npos) || depth_ >= kNestedScripts) continue;
      auto parsed = shell::parse(*script, view_.dialect);
      if (!parsed) {
        if (script->find('&') != std::string::npos) nothing_after("leaves-process", "a script inside it is not understood");
        continue;
      }
      ScriptView inner{*script, view_.dialect, view_.state};
      Part scratch;
      shell::visit(*parsed->list, Traps(inner, scratch, depth_ + 1));
      if (scratch.nothing_after && !part_.nothing_after) part_.nothing_after = std::move(scratch.nothing_after);
    }
  }

  const ScriptView& view_;
  Part& part_;
  int depth_;
  std::string scratch_;
};

}  // namespace

void find_traps(const shell::Script& script, const ScriptView& view, Part& part) {
  shell::visit(*script.list, Traps(view, part, 0));
  const model::ShellForm& form = view.state.shell;
  if (form.odd_option) part.refuse = Reason{"shell-options", "SHELL has an option that is not understood"};
  if (form.startup) part.refuse = Reason{"login-shell", "SHELL reads start-up files for every RUN"};
  // $ENV is read by interactive shells only.
  if (view.dialect == shell::Dialect::kBash && view.state.lookup("BASH_ENV").state != syntax::Lookup::State::kUnset) {
    part.refuse = Reason{"login-shell", "BASH_ENV names a file that bash reads at the start of every RUN"};
  }
  if (part.nothing_after) return;
  if (auto removed = removes_working_directory(*script.list, view)) {
    part.nothing_after = Reason{"removes-workdir", *removed + " may remove the working directory of the next command"};
  }
}

}  // namespace dockhone::transforms
