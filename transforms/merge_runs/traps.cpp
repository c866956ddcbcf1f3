#include "traps.h"

#include <algorithm>
#include <array>

#include "dockhone/model/commands.h"
#include "dockhone/shell/visit.h"
#include "transforms/shared/lists.h"
#include "transforms/shared/paths.h"

namespace dockhone::transforms {

namespace {

using model::CommandFacts;
using shell::Command;
using shell::CommandKind;
using shell::PartKind;
using shell::Word;
using shell::WordPart;

using Words = std::span<const Word>;

std::string_view base_name(std::string_view path) {
  auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool listed(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Traps {
 public:
  Traps(const ScriptView& view, Part& part, WorkingDirectory& directory, int depth)
      : view_(view), part_(part), directory_(directory), depth_(depth) {}

  // Called by shell::visit.
  void and_or(const shell::AndOr& item) {
    if (item.terminator == shell::Terminator::kBackground) background("it starts a background job");
  }

  bool command(const Command& command) {
    if (command.kind == CommandKind::kSubshell) return subshell(command);
    if (command.kind == CommandKind::kSimple && !command.words.empty()) calls(command.words, 0);
    return true;
  }

  bool part(const WordPart& part) {
    bool unparsed = part.kind == PartKind::kBackquoted && part.list == nullptr;
    if (unparsed && part.span.in(view_.text).find('&') != std::string_view::npos) {
      background("a backquoted command in it may start a background job");
    }
    if (part.kind == PartKind::kProcessSubst)
      background("the command in <( ) or >( ) may outlive its reader");
    if (part.kind == PartKind::kParameter && lists::kRevealingParameters.contains(part.name.in(view_.text))) {
      refuse("shell-internals",
             "it reads $" + std::string(part.name.in(view_.text)) + ", which differs in a merged script");
    }
    if (part.list == nullptr) return true;
    in_subshell(*part.list);
    return false;
  }

  void redirect(const shell::Redirect& redirect) {
    using enum shell::RedirectOp;
    if (redirect.op == kHereDoc || redirect.op == kHereString || redirect.op == kDupIn || redirect.op == kIn)
      return;
    std::string_view target = value(redirect.target);
    if (names_fresh_path(target)) fresh(target);
    if (names_accounts(target)) accounts(target, {});
    if (is_system_shell(target)) shell_replaced();
  }

 private:
  bool subshell(const Command& command) {
    for (const shell::List* list : command.lists) in_subshell(*list);
    for (const shell::Redirect& item : command.redirects) shell::Walker<Traps>(*this).redirect(item);
    return false;
  }

  // A change of directory in there ends with it.
  void in_subshell(const shell::List& list) {
    WorkingDirectory before = directory_;
    shell::visit(list, *this);
    directory_ = std::move(before);
  }

  void nothing_after(std::string_view key, std::string why) {
    if (!part_.nothing_after) part_.nothing_after = Reason{key, std::move(why)};
  }
  void refuse(std::string_view key, std::string why) {
    if (!part_.refuse) part_.refuse = Reason{key, std::move(why)};
  }
  void background(std::string_view what) {
    nothing_after("background-job",
                  std::string(what) + ", which ends with its RUN and would live on in a merged one");
  }
  void leaves(std::string_view name) {
    nothing_after("leaves-process",
                  std::string(name) +
                      " leaves a process running, which ends with its RUN and would live on in a merged one");
  }
  void fresh(std::string_view path) {
    nothing_after("fresh-files",
                  "it touches " + std::string(path) + ", and such files are made anew for every RUN");
  }
  void shell_replaced() {
    nothing_after("replaces-shell",
                  "it may put another program behind /bin/sh, which only a new RUN would start");
  }

  bool is_static(const Word& word) const {
    return !plain(word).empty() || shell::static_value(word, view_.text).has_value();
  }
  std::string_view plain(const Word& word) const { return shell::plain_literal(word, view_.text); }

  // The word without its quotes. Where it is not static: its literal text, with a line end for each
  // expansion. Valid until the next call.
  std::string_view value(const Word& word) {
    std::string_view literal = plain(word);
    if (!literal.empty()) return literal;
    scratch_.clear();
    if (auto known = shell::static_value(word, view_.text)) {
      scratch_ = std::move(*known);
    } else {
      append_literals(word.parts);
    }
    return scratch_;
  }

  void append_literals(std::span<const WordPart> parts) {
    for (const WordPart& part : parts) {
      std::string_view text = part.span.in(view_.text);
      if (part.kind == PartKind::kLiteral || part.kind == PartKind::kGlob || part.kind == PartKind::kTilde) {
        scratch_ += text;
      } else if (part.kind == PartKind::kSingleQuoted) {
        scratch_ += text.substr(1, text.size() - 2);
      } else if (part.kind == PartKind::kDoubleQuoted) {
        append_literals(part.parts);
      } else {
        scratch_ += '\n';
      }
    }
  }

  // The command that starts at words[0], and those that it runs.
  void calls(Words words, int depth) {
    std::string called(value(words[0]));
    std::string_view name = base_name(called);
    const CommandFacts* facts = model::find_command(name);
    Words operands = words.subspan(1);
    known_command(called, name, facts, operands);
    if (facts == nullptr || depth > kNestedCommands) return;
    if (facts->runs_script) nested_scripts(operands, name == "eval");
    for (std::size_t i = 0; i + 1 < operands.size(); ++i) {
      if (listed(facts->runs_behind, plain(operands[i]))) calls(operands.subspan(i + 1), depth + 1);
    }
    if (!facts->runs_operands) return;
    operands = behind_options(*facts, operands);
    if (facts->user_comes_first && !operands.empty()) operands = operands.subspan(1);
    if (!operands.empty()) calls(operands, depth + 1);
  }

  // Drops options with their values, VAR=value words and durations.
  Words behind_options(const CommandFacts& facts, Words operands) {
    while (!operands.empty()) {
      std::string_view text = operands.front().span.in(view_.text);
      bool option = text.starts_with('-');
      bool number = !text.empty() && text[0] >= '0' && text[0] <= '9';
      if (!option && !number && text.find('=') == std::string_view::npos) break;
      bool takes_next = option && listed(facts.options_with_value, text) && operands.size() > 1;
      operands = operands.subspan(takes_next ? 2 : 1);
      if (text == "--") break;
    }
    return operands;
  }

  // A script that the RUN itself wrote, to be run by a shell: `echo "daemon &" > f && sh f`.
  void runs_written_script() {
    bool writes =
        view_.text.find('>') != std::string_view::npos || view_.text.find("tee ") != std::string_view::npos;
    if (!writes) return;
    for (std::size_t at = view_.text.find('&'); at != std::string_view::npos;
         at = view_.text.find('&', at + 1)) {
      std::string_view behind = view_.text.substr(at + 1);
      bool ends = behind.empty() || std::string_view(" \t\n\\;\"'").find(behind[0]) != std::string_view::npos;
      bool joined = at > 0 && std::string_view("&><|").find(view_.text[at - 1]) != std::string_view::npos;
      if (ends && !joined) return background("a script that it writes and runs may start a background job");
    }
  }

  void known_command(std::string_view called, std::string_view name, const CommandFacts* facts,
                     Words operands) {
    if (name == "alias" || name == "unalias")
      refuse("alias", "it defines aliases, which change how the rest is read");
    if (name == "kill") signals(operands);
    if (name == "." || name == "source" || called.starts_with("./") || called.starts_with("/tmp/"))
      runs_written_script();
    if (name == "cd" || name == "pushd") change_directory(operands);
    if (called.starts_with("/etc/init.d/") || called.starts_with("/etc/rc.d/")) leaves(called);
    if (facts != nullptr) {
      if (leaves_process(*facts, operands)) leaves(name);
      if (facts->changes_container && !operands.empty()) {
        nothing_after("fresh-files", std::string(name) + " changes what every RUN gets anew");
      }
      if (facts->changes_accounts) accounts(name, operands);
      if (facts->removes_operands) removes(name, operands);
    }
    if (name == "find") removes_found(operands);
    if (name == "xargs") removes_by_xargs(operands);
    touched_files(name, facts, operands);
  }

  void touched_files(std::string_view name, const CommandFacts* facts, Words operands) {
    bool reads_only = facts != nullptr && facts->reads_only;
    bool replaces = facts != nullptr && facts->replaces_operands;
    bool only_last = name == "ln" || name == "cp" || name == "install";  // the others name what it comes from
    for (const Word& operand : operands) {
      std::string_view text = value(operand);
      bool target = !only_last || &operand == &operands.back();
      if (text.starts_with("-") && lists::kDetachOptions.contains(text)) leaves(name);
      if (!reads_only && names_fresh_path(text)) fresh(text);
      if (!reads_only && target && names_accounts(text)) accounts(name, {});
      if (replaces && target && (is_system_shell(text) || unknown_program(operand))) shell_replaced();
      if (name == "dpkg-reconfigure" && text == "dash") shell_replaced();
      if (name == "apk" && text == "dash-binsh") shell_replaced();
    }
  }

  // `$(which sh)` and its like.
  bool unknown_program(const Word& word) const {
    std::string_view text = word.span.in(view_.text);
    return text.find("which sh") != std::string_view::npos ||
           text.find("command -v sh") != std::string_view::npos;
  }

  bool leaves_process(const CommandFacts& facts, Words operands) {
    bool leaves = facts.leaves_process.all;
    for (const Word& operand : operands) {
      std::string_view word = value(operand);
      if (listed(facts.leaves_process_unless, word)) return false;
      leaves |= facts.leaves_process.contains(word);
      leaves |= !facts.leaves_process.words.empty() && !is_static(operand);
    }
    return leaves;
  }

  void accounts(std::string_view what, Words operands) {
    const auto& user = view_.state.user;
    bool as_root = !user || user->empty() || *user == "root" || *user == "0" || user->starts_with("root:") ||
                   user->starts_with("0:");
    for (const Word& operand : operands) as_root &= plain(operand) != "root";
    if (as_root) return;
    nothing_after("changes-accounts", std::string(what) +
                                          " may change the groups or the home of the user of the next RUN, "
                                          "which are looked up when it starts");
  }

  // The shell itself, or all processes of the container: in a merged RUN the rest of the script is among
  // them.
  void signals(Words operands) {
    for (const Word& operand : operands) {
      std::string_view raw = operand.span.in(view_.text);
      if (raw.find("$$") != std::string_view::npos || raw == "0" || raw == "1" || raw == "-1") {
        refuse("signals", "it sends a signal to its own shell");
      }
    }
  }

  void change_directory(Words operands) {
    directory_.change(operands, view_.text);
    if (operands.empty()) return;
    std::string_view target = value(operands[0]);
    bool devices = target == "/dev" || target == "/proc" || target == "/sys" || names_fresh_path(target);
    bool names = target == "/etc" && (view_.text.find("hosts") != std::string_view::npos ||
                                      view_.text.find("resolv.conf") != std::string_view::npos ||
                                      view_.text.find("hostname") != std::string_view::npos);
    if (devices || names) fresh(target);
  }

  void removes(std::string_view name, Words operands) {
    bool directories = name != "rm" && name != "unlink" && name != "shred";
    for (const Word& word : operands) {
      std::string_view text = word.span.in(view_.text);
      bool cluster = text.size() > 1 && text[0] == '-' && text[1] != '-';
      directories |=
          text == "--recursive" || (cluster && text.find_first_of("rRd") != std::string_view::npos);
    }
    if (!directories) return;
    if (name == "mv" && !operands.empty())
      operands = operands.first(operands.size() - 1);  // the last is where they go
    for (const Word& word : operands) {
      if (!word.span.in(view_.text).starts_with('-')) removed(word);
    }
  }

  void removed(const Word& word) {
    if (!directory_.may_be_removed_by(word, view_.text)) return;
    nothing_after("removes-workdir", "removing " + std::string(word.span.in(view_.text)) +
                                         " may take away the working directory of what follows");
  }

  // find DIR... -delete, find DIR... -exec rm: only where directories are not excluded.
  void removes_found(Words operands) {
    auto text = [&](const Word& word) { return word.span.in(view_.text); };
    bool deletes = false;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      if (text(operands[i]) == "-type" && i + 1 < operands.size() && text(operands[i + 1]) != "d") return;
      deletes |= text(operands[i]) == "-delete" || text(operands[i]) == "rm" || text(operands[i]) == "rmdir";
    }
    for (std::size_t i = 0; deletes && i < operands.size(); ++i) {
      std::string_view word = text(operands[i]);
      if (word.starts_with('-') || word.starts_with('(') || word.starts_with('\\') || word == "!") break;
      if (word != ".") removed(operands[i]);
    }
  }

  void removes_by_xargs(Words operands) {
    for (const Word& word : operands) {
      if (plain(word) != "rm" && plain(word) != "rmdir") continue;
      bool known_root = view_.state.workdir && *view_.state.workdir == "/";
      if (view_.state.workdir && !known_root) {
        nothing_after("removes-workdir",
                      "what xargs removes is not known, and may be the working directory of what follows");
      }
    }
  }

  // The script of `sh -c '...'` and its like: what follows -c, and whatever else looks like more than one
  // word.
  void nested_scripts(Words operands, bool all) {
    bool is_script = all;
    for (const Word& operand : operands) {
      std::string_view option = plain(operand);
      if (option.starts_with('-')) {
        is_script = option == "--command" || (option[1 % option.size()] != '-' && option.ends_with('c'));
        continue;
      }
      bool follows = is_script;
      is_script = all;
      if (!follows) runs_written_script();
      auto script = shell::static_value(operand, view_.text);
      if (script) {
        WorkingDirectory before = directory_;
        if (follows || script->find_first_of(" &;") != std::string::npos) nested_script(*script);
        if (!all) directory_ = std::move(before);  // eval runs in this very shell
        continue;
      }
      std::string_view raw = operand.span.in(view_.text);
      if (raw.find('&') != std::string_view::npos || raw.find("start") != std::string_view::npos) {
        nothing_after("leaves-process", "a script inside it is not known before it runs");
      }
    }
  }

  void nested_script(const std::string& script) {
    auto parsed = shell::parse(script, view_.dialect);
    if (!parsed || depth_ >= kNestedScripts) {
      if (script.find('&') != std::string::npos)
        nothing_after("leaves-process", "a script inside it is not understood");
      return;
    }
    ScriptView inner{script, view_.dialect, view_.state};
    Part scratch;
    shell::visit(*parsed->list, Traps(inner, scratch, directory_, depth_ + 1));
    if (scratch.nothing_after && !part_.nothing_after) part_.nothing_after = std::move(scratch.nothing_after);
  }

  const ScriptView& view_;
  Part& part_;
  WorkingDirectory& directory_;
  int depth_;
  std::string scratch_;
};

}  // namespace

void find_traps(const shell::Script& script, const ScriptView& view, Part& part) {
  WorkingDirectory directory(view.state);
  shell::visit(*script.list, Traps(view, part, directory, 0));
  const model::ShellForm& form = view.state.shell;
  if (form.odd_option) part.refuse = Reason{"shell-options", "SHELL has an option that is not understood"};
  if (form.startup) part.refuse = Reason{"login-shell", "SHELL reads start-up files for every RUN"};
  // $ENV is read by interactive shells only.
  if (view.dialect == shell::Dialect::kBash &&
      view.state.lookup("BASH_ENV").state != syntax::Lookup::State::kUnset) {
    part.refuse = Reason{"login-shell", "BASH_ENV names a file that bash reads at the start of every RUN"};
  }
}

}  // namespace dockhone::transforms
