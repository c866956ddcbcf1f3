#include "transforms/split_stages/entry.h"

#include <algorithm>
#include <deque>

#include "dockhone/base/path.h"
#include "dockhone/image/configuration.h"
#include "dockhone/shell/visit.h"
#include "transforms/shared/lists.h"
#include "transforms/split_stages/context_files.h"

namespace dockhone::transforms::split_stages {

using shell::Command;
using syntax::Instruction;
using syntax::Keyword;

namespace {

constexpr int kMaxDepth = 4;

bool is_shell(std::string_view program) {
  std::string_view name = base_name(program);
  return name == "sh" || name == "bash" || name == "ash" || name == "dash";
}

bool changes_user(std::string_view program) { return lists::kUserChangers.contains(base_name(program)); }

// Starts the words behind it and stays, or not.
bool is_init(std::string_view program) {
  return changes_user(program) || lists::kInitPrograms.contains(base_name(program));
}

// The instructions that say what a container runs; null where there is none.
struct Said {
  const Instruction* entrypoint = nullptr;
  const Instruction* cmd = nullptr;
};

Said said_in(const model::BuildModel& model, const model::Stage& stage) {
  Said said;
  auto instructions = model.document().instructions();
  for (std::size_t i = stage.from; i < stage.end; ++i) {
    if (instructions[i].keyword == Keyword::kEntrypoint) said.entrypoint = &instructions[i];
    if (instructions[i].keyword == Keyword::kCmd) said.cmd = &instructions[i];
  }
  bool reset = said.entrypoint != nullptr && said.entrypoint->json && said.entrypoint->args.empty();
  if (reset) said.entrypoint = nullptr;
  return said;
}

// A shell, an editor or an interpreter without a script, and what does nothing for ever.
bool is_place_to_work(const std::vector<std::string>& words) {
  std::string_view name = base_name(words[0]);
  constexpr std::string_view kScreens[] = {"tmux", "screen", "vim",  "vi",  "emacs",
                                           "nano", "nvim",   "sshd", "top", "htop"};
  if (std::find(std::begin(kScreens), std::end(kScreens), name) != std::end(kScreens)) return true;
  if (name == "sleep") return true;
  if (name == "tail") return words.back() == "/dev/null" || words.size() == 1;
  bool interpreter =
      name.starts_with("python") || name == "node" || name == "irb" || name == "ghci" || name == "ipython";
  bool shell =
      lists::kShells.contains(name) && name != "sh" && name != "bash" && name != "dash" && name != "ash";
  bool alone = words.size() == 1 ||
               (words.size() == 2 && (words[1] == "-l" || words[1] == "-i" || words[1] == "--login"));
  return (interpreter || shell) && alone;
}

class Reader {
 public:
  Reader(const model::BuildModel& model, const model::Stage& stage, Surroundings& surroundings,
         const Outputs& outputs, const model::Context* context)
      : model_(model), stage_(stage), surroundings_(surroundings), outputs_(outputs), context_(context) {}

  tl::expected<Entry, Decline> read() {
    auto [entrypoint, cmd] = said_in(model_, stage_);
    for (const Instruction* each : {entrypoint, cmd}) {
      if (each == nullptr) continue;
      entry_.text += (entry_.text.empty() ? "" : " + ") + std::string(each->rest_text());
    }
    cmd_ = cmd;
    entrypoint != nullptr ? instruction(*entrypoint) : run_cmd();
    if (problem_) return tl::unexpected(*problem_);
    if (entry_.processes.empty() && entry_.programs.empty())
      return no("no-process", "what the container runs comes to nothing");
    return std::move(entry_);
  }

 private:
  tl::unexpected<Decline> no(std::string_view reason, std::string why) {
    return tl::unexpected(Decline{reason, std::move(why)});
  }

  void stop(std::string_view reason, std::string why) {
    if (!problem_) problem_ = Decline{reason, std::move(why)};
  }

  void run_cmd() {
    if (cmd_ == nullptr || cmd_done_) return;
    cmd_done_ = true;
    instruction(*cmd_);
  }

  void instruction(const Instruction& each) {
    if (!each.heredocs.empty()) return stop("not-understood", "what the container runs has a here-document");
    if (!each.json) return script(std::string(each.rest_text()), 0);
    std::vector<std::string> words;
    for (const auto& arg : each.args) words.emplace_back(arg.value);
    // The words of CMD follow those of an ENTRYPOINT.
    command(words, each.keyword == Keyword::kEntrypoint);
  }

  // Words as a program gets them.
  void command(std::vector<std::string> words, bool then_cmd) {
    while (!words.empty() && is_init(words[0])) {
      program(words[0]);
      bool takes_user = changes_user(words[0]);
      words.erase(words.begin());
      while (!words.empty() && words[0].starts_with('-')) words.erase(words.begin());
      if (takes_user && !words.empty()) words.erase(words.begin());
    }
    if (words.empty()) return then_cmd ? run_cmd() : void();
    if (is_place_to_work(words))
      return stop("bare-shell",
                  "the container runs " + words[0] + ", in which somebody works, or which only waits");
    if (!is_shell(words[0])) return program(words[0]);
    std::size_t at = 1;
    while (at < words.size() && words[at].starts_with('-') && words[at].find('c') == std::string::npos) ++at;
    if (at + 1 < words.size() && words[at].starts_with('-')) return script(words[at + 1], 0);
    if (at < words.size()) return program(words[at]);
    if (!then_cmd || cmd_ == nullptr)
      return stop("bare-shell", "the container runs a shell, not a program of its own");
    stop("not-understood", "CMD is the script of a shell that ENTRYPOINT starts");
  }

  void script(std::string text, int depth) {
    if (depth > kMaxDepth) return stop("not-understood", "scripts that run one another");
    const std::string& kept = texts_.emplace_back(std::move(text));
    auto parsed = shell::parse(kept, shell::Dialect::kBash);
    if (!parsed) return stop("not-understood", "the script that the container runs is not understood");
    struct Visitor {
      Reader& reader;
      const std::string& text;
      int depth;
      void command(const Command& each) { reader.simple(each, text, depth); }
    };
    shell::visit(*parsed->list, Visitor{*this, kept, depth});
    scripts_.push_back(std::move(*parsed));
  }

  void simple(const Command& each, const std::string& text, int depth) {
    if (each.kind == shell::CommandKind::kFunction) {
      functions_.push_back(std::string(each.name.in(text)));
      return;
    }
    if (each.kind != shell::CommandKind::kSimple || each.words.empty()) return;
    std::string_view first = each.words[0].span.in(text);
    auto call = model::read_invocation(each, text);
    if (call) {
      std::string_view name = call->called();
      if (std::find(functions_.begin(), functions_.end(), name) != functions_.end()) return;
      const model::CommandFacts* facts = call->facts();
      if (is_shell(name) || is_init(name)) {
        std::vector<std::string> words;
        for (std::size_t i = call->program_word(); i < each.words.size(); ++i)
          words.push_back(shell::static_value(each.words[i], text).value_or("$"));
        return command(words, false);
      }
      if (facts != nullptr && (facts->builtin != model::Builtin::kNo)) {
        if (name == "." || name == "source") stop("script-unknown", "it reads another script");
        return;
      }
      return program(std::string(name));
    }
    std::string_view whole = each.span.in(text);
    if (whole.find("\"$@\"") != whole.npos || whole.find("$*") != whole.npos ||
        whole.find("$@") != whole.npos)
      return run_cmd();
    std::size_t at = first == "exec" && each.words.size() > 1 ? 1 : 0;
    auto value = surroundings_.expanded(each.words[at].span.in(text), surroundings_.at_end());
    if (!value || value->empty())
      return stop("process-unknown",
                  "which program " + std::string(first) + " is, is not known before it runs");
    (void)depth;
    program(*value);
  }

  void program(const std::string& name) {
    if (problem_) return;
    const model::State& state = surroundings_.at_end();
    for (const Stack& stack : stacks()) {
      if (std::find(stack.toolchain.begin(), stack.toolchain.end(), base_name(name)) != stack.toolchain.end())
        return stop("toolchain-runs", "the container runs " + std::string(base_name(name)) +
                                          ", which needs the sources and the compiler");
    }
    if (lists::kStartsWhatFilesSay.contains(base_name(name)))
      return stop("script-unknown", "what " + name + " starts is said by files that are not read");
    if (auto found = resolve(name, state)) {
      if (auto other = rival(*found, state); !other.empty())
        return stop("process-unknown", "whether " + found->output->by + " makes " + found->path +
                                           ", or the container runs " + other + ", is not known");
      bool known = std::any_of(entry_.processes.begin(), entry_.processes.end(),
                               [&](const Process& each) { return each.path == found->path; });
      if (!known) entry_.processes.push_back(*found);
      return;
    }
    if (name.find('/') != std::string::npos && context_script(name)) return;
    const model::CommandFacts* facts = model::find_command(base_name(name));
    bool system = facts != nullptr && (facts->stable || facts->builtin != model::Builtin::kNo);
    bool system_path = name.find('/') == std::string::npos || name.starts_with("/bin/") ||
                       name.starts_with("/usr/bin/") || name.starts_with("/sbin/") ||
                       name.starts_with("/usr/sbin/");
    bool script = name.ends_with(".sh") || name.find("entrypoint") != std::string::npos;
    if (!system && (!system_path || script || copied(name))) {
      return script || copied(name)
                 ? stop("script-unknown", "the container runs " + name + ", a script that is not at hand")
                 : stop("not-built-here", "no RUN of this stage is known to make " + name);
    }
    entry_.programs.push_back(name);
  }

  std::optional<Process> resolve(const std::string& name, const model::State& state) const {
    auto first = resolve_in_order(name, state);
    if (!first || !first->by_name || !first->output->any) return first;
    // What was moved from there is no other program.
    for (const Output& each : outputs_.all()) {
      if (each.moved_from == first->path && base_name(each.path) == name)
        return Process{each.path, &each, true};
    }
    return first;
  }

  std::optional<Process> resolve_in_order(const std::string& name, const model::State& state) const {
    auto made = [&](std::string path) -> std::optional<Process> {
      const Output* output = outputs_.find(path);
      if (output == nullptr) return std::nullopt;
      // A file of the context that stands there is no output.
      if (output->any && context_ != nullptr && !in_context(path).empty()) return std::nullopt;
      bool by_name = name.find('/') == std::string::npos;
      return Process{std::move(path), output, by_name};
    };
    if (name.starts_with('/')) return made(normal_path(name));
    if (name.find('/') != std::string::npos)
      return state.workdir ? made(joined_path(*state.workdir, name)) : std::nullopt;
    syntax::Lookup path = state.lookup("PATH");
    if (path.state != syntax::Lookup::State::kSet) return std::nullopt;
    std::string_view rest = path.value;
    std::optional<Process> in_sbin;  // where things are installed without their names: rather in bin
    while (!rest.empty()) {
      std::string_view directory = rest.substr(0, rest.find(':'));
      rest.remove_prefix(std::min(directory.size() + 1, rest.size()));
      if (!directory.starts_with('/')) continue;
      auto found = made(joined_path(directory, name));
      if (found && found->output->any && directory.ends_with("/sbin")) {
        if (!in_sbin) in_sbin = found;
      } else if (found) {
        return found;
      }
    }
    return in_sbin;
  }

  // Another file that a name in PATH may mean where it is only supposed that a compiler gave the name; ""
  // where there is none.
  std::string rival(const Process& found, const model::State& state) {
    if (!found.by_name || (!found.output->any && !found.output->guessed)) return {};
    std::string name(base_name(found.path));
    if (copied(name)) return "a file " + name + " that a COPY brings";
    syntax::Lookup path = state.lookup("PATH");
    for (std::string_view rest = path.value; !rest.empty();) {
      std::string_view directory = rest.substr(0, rest.find(':'));
      rest.remove_prefix(std::min(directory.size() + 1, rest.size()));
      std::string file = joined_path(directory, name);
      if (directory.starts_with('/') && file != found.path && written(file)) return file;
    }
    return {};
  }

  // Does a RUN name this file among those that it writes?
  bool written(const std::string& file) {
    for (std::size_t i = stage_.from; i < stage_.end; ++i) {
      if (model_.document().instructions()[i].keyword != Keyword::kRun) continue;
      for (const model::PathEffect& each : surroundings_.effects(i).paths) {
        if (each.access == model::Access::kWrite && each.path == file) return true;
      }
    }
    const Output* output = outputs_.find(file);
    return output != nullptr && !output->any;
  }

  // A COPY names it as its destination, or its directory.
  bool copied(const std::string& name) const {
    auto instructions = model_.document().instructions();
    for (std::size_t i = stage_.from; i < stage_.end; ++i) {
      if (instructions[i].keyword != Keyword::kCopy && instructions[i].keyword != Keyword::kAdd) continue;
      for (const auto& arg : instructions[i].args) {
        if (base_name(arg.value) == base_name(name)) return true;
      }
    }
    return false;
  }

  std::string in_context(const std::string& path) const {
    return context_file(model_, stage_, surroundings_, context_, path);
  }

  bool context_script(const std::string& name) {
    auto path = surroundings_.path(name, surroundings_.at_end());
    if (!path) return false;
    std::string file = in_context(*path);
    const std::string* text = file.empty() ? nullptr : context_->text(file);
    if (text == nullptr || !text->starts_with("#!")) return false;
    std::string_view line = std::string_view(*text).substr(0, text->find('\n'));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    std::string_view interpreter = line.substr(std::min(line.size(), line.find_last_of(" /") + 1));
    if (line.find("sh -") != line.npos) interpreter = "sh";
    if (!is_shell(interpreter)) return false;
    if (std::find(entry_.scripts.begin(), entry_.scripts.end(), file) != entry_.scripts.end()) return true;
    entry_.scripts.push_back(file);
    if (interpreter == "bash") entry_.programs.push_back("bash");
    script(*text, static_cast<int>(entry_.scripts.size()));
    return true;
  }

  const model::BuildModel& model_;
  const model::Stage& stage_;
  Surroundings& surroundings_;
  const Outputs& outputs_;
  const model::Context* context_;
  const Instruction* cmd_ = nullptr;
  bool cmd_done_ = false;
  Entry entry_;
  std::optional<Decline> problem_;
  std::deque<std::string> texts_;
  std::vector<shell::Script> scripts_;
  std::vector<std::string> functions_;
};

}  // namespace

Verdict no_entry(const model::BuildModel& model, const model::Stage& stage) {
  auto [entrypoint, cmd] = said_in(model, stage);
  if (entrypoint != nullptr) return std::nullopt;
  if (cmd == nullptr) return Decline{"no-process", "the file does not say what the container runs"};
  const auto* known = image::find_configuration(*stage.base.image);
  bool fresh = image::system_release(*stage.base.image).distribution != image::Distribution::kUnknown;
  if ((known == nullptr || !known->runs_its_arguments) && !fresh)
    return Decline{"entrypoint-unknown", "the base image may have an ENTRYPOINT, which would run CMD"};
  return std::nullopt;
}

tl::expected<Entry, Decline> entry_of(const model::BuildModel& model, const model::Stage& stage,
                                      Surroundings& surroundings, const Outputs& outputs,
                                      const model::Context* context) {
  return Reader(model, stage, surroundings, outputs, context).read();
}

}  // namespace dockhone::transforms::split_stages
