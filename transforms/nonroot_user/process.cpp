#include "process.h"

#include <algorithm>
#include <memory>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "dockhone/image/configuration.h"
#include "dockhone/shell/visit.h"
#include "origin.h"
#include "package_json.h"
#include "ports.h"
#include "transforms/shared/lists.h"

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

// php-fpm8.2, python3.11, php-fpm7 -> their names.
std::string_view without_version(std::string_view name) {
  auto end = name.find_last_not_of("0123456789.");
  return end == std::string_view::npos ? name : name.substr(0, end + 1);
}

bool ends_with_one_of(std::string_view text, const List& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return text.ends_with(e); });
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

// start-server, run_app: by its first word.
bool begins_like_a_script(std::string_view name) {
  return lists::kScriptBeginnings.contains(name.substr(0, name.find_first_of("-_.")));
}

// gulp.js -> gulp
std::string_view without_ending(std::string_view name) {
  return ends_with_one_of(name, lists::kScriptFileEndings) ? name.substr(0, name.rfind('.')) : name;
}

class ProcessReader {
 public:
  ProcessReader(const model::BuildModel& model, const Chain& chain, const model::Context* context,
                bool low_ports)
      : model_(model), chain_(chain), context_(context), low_ports_(low_ports) {}

  Process read() {
    start();
    if (!result_.refuse && result_.programs.empty())
      refuse("no-program", "it starts no program that is known");
    return std::move(result_);
  }

 private:
  void refuse(std::string_view key, std::string why) {
    if (!result_.refuse) result_.refuse = Decline{key, std::move(why)};
  }

  void start() {
    auto instructions = model_.document().instructions();
    at_ = chain_.entrypoint != model::kNone ? chain_.entrypoint : chain_.cmd;
    std::string cmd;
    if (chain_.cmd != model::kNone) {
      const Instruction& instruction = instructions[chain_.cmd];
      cmd = instruction.json ? quoted(instruction.args) : "/bin/sh -c " + quoted(instruction.rest_text());
    }
    if (model_.before(at_).shell.dialects.empty())
      return refuse("unknown-shell", "its shell is not known to be a POSIX shell");
    if (chain_.entrypoint == model::kNone && !starts_its_cmd()) return;
    const Instruction& first = instructions[at_];
    if (!first.json) return script(std::string(first.rest_text()), "", 0);
    std::string words = quoted(first.args);
    if (chain_.entrypoint != model::kNone && !cmd.empty()) words += ' ' + cmd;
    script(words, "", 0);
  }

  bool starts_its_cmd() {
    using Kind = model::BaseRef::Kind;
    if (chain_.base->kind == Kind::kScratch) return true;
    const image::Configuration* known =
        chain_.base->kind == Kind::kImage ? image::find_configuration(*chain_.base->image) : nullptr;
    if (known != nullptr && known->runs_its_arguments) return true;
    refuse("unknown-entrypoint", "the ENTRYPOINT of the base image is not known, and may need root");
    return false;
  }

  // `arguments`: what "$@" stands for, as a script would write it.
  void script(const std::string& text, const std::string& arguments, int depth) {
    if (depth > kDeep) return refuse("unknown-script", "its scripts call each other");
    auto dialects = model_.before(at_).shell.dialects;
    auto parsed = shell::parse(text, dialects.empty() ? shell::Dialect::kBash : dialects[0]);
    if (!parsed) parsed = shell::parse(text, shell::Dialect::kBash);
    if (!parsed) return refuse("not-understood", "the script that it runs is not understood");
    shell::visit(*parsed->list, Visitor{*this, text, arguments, depth});
    if (!result_.refuse) writes(*parsed->list, text);
  }

  struct Visitor {
    ProcessReader& reader;
    const std::string& text;
    const std::string& arguments;
    int depth;
    void command(const Command& command) {
      if (command.kind == CommandKind::kSimple && !command.words.empty() && !reader.result_.refuse)
        reader.simple(command, text, arguments, depth);
    }
  };

  // The values of the words, or their text where they are not known.
  static std::vector<std::string> values(const Command& command, std::string_view text, std::size_t from) {
    std::vector<std::string> words;
    for (std::size_t i = from; i < command.words.size(); ++i) {
      auto value = shell::static_value(command.words[i], text);
      words.push_back(value ? std::move(*value) : std::string(command.words[i].span.in(text)));
    }
    return words;
  }

  static std::string source(const Command& command, std::string_view text, std::size_t from) {
    return from < command.words.size()
               ? std::string(text.substr(command.words[from].span.begin,
                                         command.words.back().span.end - command.words[from].span.begin))
               : std::string();
  }

  void simple(const Command& command, const std::string& text, const std::string& arguments, int depth) {
    auto call = model::read_invocation(command, text);
    if (call) {
      for (const model::Peeled& wrapper : call->peeled()) {
        if (needs_root(wrapper.facts->name)) return;
      }
    }
    std::size_t first = call ? call->program_word() : 0;
    auto words = values(command, text, first);
    while (!words.empty() && (words[0] == "exec" || words[0] == "--")) words.erase(words.begin()), ++first;
    if (words.empty()) return;
    std::string& name = words[0];
    if (name == "\"$@\"" || name == "$@" || name == "\"${@}\"" || name == "\"$*\"" || name == "$*") {
      if (!arguments.empty()) script(arguments, "", depth + 1);
      return;
    }
    if (auto low = low_port_of_words(words); low && !low_ports_) return refuse(low->reason, low->why);
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

  bool needs_root(std::string_view name) {
    const Replacement* found = find_replacement(lists::kNeedsRoot, name);
    if (found == nullptr) found = find_replacement(lists::kNeedsRoot, without_version(name));
    if (found == nullptr) return false;
    refuse("needs-root", std::string(name) + ' ' + std::string(found->by));
    return true;
  }

  bool is_below_root_service(const std::string& path) {
    for (const Replacement& row : lists::kNeedsRootBelow) {
      if (!path.starts_with(row.word)) continue;
      refuse("needs-root", path + ' ' + std::string(row.by));
      return true;
    }
    return false;
  }

  void program(const std::string& base, const std::string& name, const std::vector<std::string>& words,
               const std::string& rest, int depth) {
    if (is_below_root_service(name) || needs_root(base)) return;
    if (lists::kShells.contains(base)) return shell_call(words, rest, depth);
    if (base == "." || base == "source") return file(words.size() > 1 ? words[1] : "", rest, depth, true);
    const model::CommandFacts* facts = model::find_command(base);
    bool builtin = facts != nullptr && facts->builtin != model::Builtin::kNo;
    if (builtin && name.find('/') == std::string::npos && base != "echo") return;
    std::string_view plain = without_version(without_ending(base));
    if (lists::kPlaceholders.contains(base)) {
      result_.programs.push_back(base);
      return;
    }
    if (lists::kBuildsAtStart.contains(base) || lists::kBuildsAtStart.contains(plain)) {
      return refuse(
          "builds-at-start",
          base + " builds or installs when it starts: into the source, and below root's home directory");
    }
    for (std::string_view drops : {"--user", "--uid", "--gid", "--group", "--setuid", "--setgid"}) {
      for (const std::string& word : words) {
        if (word.starts_with(drops) && (word.size() == drops.size() || word[drops.size()] == '='))
          return refuse("needs-root", base + " is told to change its user (" + std::string(drops) + ')');
      }
    }
    if (lists::kEntrypointsOfImages.contains(name)) {
      if (!rest.empty()) script(rest, "", depth + 1);
      return;
    }
    result_.programs.push_back(base);
    if (interpreter(base, plain, words, depth)) return;
    file(name, rest, depth, false);
  }

  bool interpreter(const std::string& base, std::string_view plain, const std::vector<std::string>& words,
                   int depth) {
    bool runs_file = lists::kInterpreters.contains(base) || lists::kInterpreters.contains(plain);
    for (const std::string& word : words)
      result_.writes_into_source |= runs_file && lists::kWritesIntoSource.contains(base_name(word));
    if (!runs_file) return false;
    result_.interpreted = true;
    if (base == "npm" || base == "yarn" || base == "pnpm") package_script(words, depth);
    if (base == "npx") development(words);
    bool runs_more = (base == "bundle" || base == "pnpm" || base == "npx") && words.size() > 1;
    std::size_t more = words.size() > 2 && words[1] == "exec" ? 2 : 1;
    if (runs_more && more < words.size() && needs_root(base_name(words[more]))) return true;
    return true;
  }

  void development(const std::vector<std::string>& words) {
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (lists::kDevelopmentWords.contains(words[i]))
        return refuse("builds-at-start", words[i] + " builds when it starts, and writes into the source");
    }
  }

  void package_script(const std::vector<std::string>& words, int depth) {
    std::string name;
    for (std::size_t i = 1; i < words.size() && name.empty(); ++i) {
      if (!words[i].starts_with('-') && words[i] != "run" && words[i] != "run-script") name = words[i];
    }
    if (name.empty()) name = "start";
    if (name == "install" || name == "i" || name == "ci") {
      return refuse("builds-at-start", words[0] + " installs when it starts, into the source");
    }
    if (lists::kDevelopmentScripts.contains(name)) {
      return refuse("builds-at-start",
                    "the script " + name +
                        " of package.json builds when it starts, as far as its name tells, and "
                        "writes into the source");
    }
    if (context_ == nullptr || !chain_.workdir) {
      assume("the script " + name + " of package.json, which is not at hand, only starts a program");
      return;
    }
    Origin origin = origin_of(model_, chain_, context_, joined_path(*chain_.workdir, "package.json"));
    auto text = origin.kind == Origin::Kind::kText ? package_json_script(origin.text, name) : std::nullopt;
    if (!text) {
      assume("the script " + name + " of package.json, which was not found, only starts a program");
      return;
    }
    for (std::string_view word : lists::kDevelopmentWords) {
      if (contains(*text, word))
        return refuse("builds-at-start",
                      std::string(word) + " builds when it starts, and writes into the source");
    }
    script(*text, "", depth + 1);
  }

  void assume(std::string what) {
    what = "assumed: " + what;
    if (std::find(result_.assumptions.begin(), result_.assumptions.end(), what) == result_.assumptions.end())
      result_.assumptions.push_back(std::move(what));
  }

  void shell_call(const std::vector<std::string>& words, const std::string& rest, int depth) {
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

  // `script`: a shell reads it, whatever it is called.
  void file(const std::string& name, const std::string& rest, int depth, bool script) {
    if (name.empty() || name.find_first_of("$`") != std::string::npos) {
      if (script || ends_with_one_of(name, lists::kScriptEndings))
        refuse("unknown-script", "which script it runs depends on a variable");
      return;
    }
    std::string path = name;
    if (script || name.find('/') != std::string::npos) {
      if (name[0] != '/' && !chain_.workdir)
        return refuse("unknown-directory", "the working directory of the container is not known");
      path = name[0] == '/' ? normal_path(name) : joined_path(*chain_.workdir, name);
    }
    if (is_below_root_service(path)) return;
    judge(origin_of(model_, chain_, context_, path), path, rest, depth, script);
  }

  void judge(const Origin& origin, const std::string& path, const std::string& rest, int depth, bool script) {
    std::string_view name = base_name(path);
    bool looks_so = script || ends_with_one_of(name, lists::kScriptEndings) ||
                    lists::kScriptNames.contains(name) || contains(name, "entrypoint") ||
                    begins_like_a_script(name);
    if (ends_with_one_of(name, lists::kScriptFileEndings)) {
      result_.interpreted = true;
      return;
    }
    switch (origin.kind) {
      case Origin::Kind::kText:
        return text_of(origin.text, path, rest, depth, script);
      case Origin::Kind::kBinary:
        return;
      case Origin::Kind::kContext:
        // Nothing in an empty image could run a script.
        if (chain_.base->kind == model::BaseRef::Kind::kScratch && !script) return;
        if (looks_so || origin.by_name || !built_later(path)) {
          refuse("unknown-script",
                 path + " comes from the build context, and what it does is not known: " +
                     (context_ == nullptr ? "name the directory with --context" : "it was not read"));
        } else {
          assume(path + " is made by a RUN, or needs no root");
        }
        return;
      case Origin::Kind::kBase:
        // A bare name is that of a program of a package.
        if (path.find('/') == std::string::npos && !ends_with_one_of(name, lists::kScriptEndings) &&
            !contains(name, "entrypoint")) {
          const model::CommandFacts* facts = model::find_command(name);
          bool everywhere = facts != nullptr && facts->stable;
          result_.packaged |=
              !everywhere && !lists::kRuntimes.contains(name) && !lists::kPlaceholders.contains(name);
          return;
        }
        [[fallthrough]];
      case Origin::Kind::kBuilt:
        if (looks_so)
          refuse("unknown-script", path + " is a script by its name, and what it does is not known");
        return;
    }
  }

  // A RUN behind the COPY that brings the directory may have made the program in it.
  bool built_later(std::string_view path) const {
    std::string_view name = base_name(path);
    for (std::size_t i : chain_.instructions) {
      const Instruction& run = model_.document().instructions()[i];
      if (run.keyword != syntax::Keyword::kRun) continue;
      if (contains(run.rest_text(), name) ||
          contains_any(run.rest_text(), {"make", "go build", "go install", "cargo", "gcc", "g++", "stack",
                                         "npm", "yarn", "pip install", "cmake", "build"}))
        return true;
    }
    return false;
  }

  void text_of(const std::string& text, const std::string& path, const std::string& rest, int depth,
               bool is_script) {
    std::string_view first = std::string_view(text).substr(0, text.find('\n'));
    bool shell_line = contains(first, "sh") && !contains(first, "fish") && !contains(first, "csh");
    if (first.starts_with("#!") && !shell_line) {
      if (contains_any(first, {"openrc-run", "execlineb", "with-contenv", "runit", "ansible"}))
        return refuse("needs-root", path + " starts other services");
      result_.interpreted = true;
      return;
    }
    if (first.starts_with("#!") || is_script || ends_with_one_of(path, lists::kScriptEndings))
      return script(text, rest, depth + 1);
    result_.interpreted = true;
  }

  // What its scripts write themselves, they have to be allowed to.
  void writes(const shell::List& list, std::string_view text) {
    model::ScriptContext context;
    model::State state = model_.before(at_);
    if (chain_.workdir) state.workdir = *chain_.workdir;
    context.text = text;
    context.state = &state;
    model::Effects effects = model::script_effects(list, context);
    if (effects.root || effects.changes_accounts) return refuse_root(effects);
    for (const model::PathEffect& effect : effects.paths) {
      bool changes = effect.access != model::Access::kRead && effect.place == model::Place::kImage;
      const model::CommandEffect* by =
          effect.command < effects.commands.size() ? &effects.commands[effect.command] : nullptr;
      if (!changes || (by != nullptr && (by->convention || by->unknown != 0)) || is_writable(effect.path))
        continue;
      return refuse("writes-outside", "it writes to " +
                                          (effect.path.empty() ? "a path that is not known" : effect.path) +
                                          ", which would be root's");
    }
  }

  void refuse_root(const model::Effects& effects) {
    for (const model::CommandEffect& command : effects.commands) {
      if (contains_any(command.program,
                       {"chown", "chgrp", "useradd", "adduser", "usermod", "groupadd", "groupmod"}))
        return refuse("needs-root",
                      "it changes owners or accounts when it starts (" + std::string(command.program) + ')');
    }
    refuse("needs-root", "a command that it runs when it starts needs root");
  }

  bool is_writable(std::string_view path) const {
    for (std::string_view free : {"/tmp", "/var/tmp", "/dev", "/proc", "~"}) {
      if (is_below(path, free)) return true;
    }
    return chain_.workdir && !is_shared_directory(*chain_.workdir) && is_below(path, *chain_.workdir);
  }

  const model::BuildModel& model_;
  const Chain& chain_;
  const model::Context* context_;
  bool low_ports_;
  std::size_t at_ = model::kNone;
  Process result_;
};

}  // namespace

Process read_process(const model::BuildModel& model, const Chain& chain, const model::Context* context,
                     bool low_ports) {
  Process process = ProcessReader(model, chain, context, low_ports).read();
  if (process.refuse) return process;
  bool waits = std::all_of(process.programs.begin(), process.programs.end(),
                           [](const std::string& name) { return lists::kPlaceholders.contains(name); });
  if (waits)
    process.refuse =
        Decline{"shell", "it only waits, or says something: somebody works in it, or builds on it"};
  return process;
}

}  // namespace dockhone::transforms::nonroot
