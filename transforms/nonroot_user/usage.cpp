#include "usage.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "dockhone/base/contains.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

namespace {

using syntax::Instruction;
using syntax::Keyword;

struct Shape {
  bool serves = false;  // EXPOSE or VOLUME
  bool builds = false;  // a RUN makes or installs programs by other means than packages of the system
  bool copies = false;  // something comes from the build context or another stage
  bool fills = false;   // something is put into the working directory
  std::set<std::string> volumes = {};
};

bool only_makes_directories(const model::RunScript& script) {
  return !script.calls.empty() &&
         std::all_of(script.calls.begin(), script.calls.end(), [](const model::Call& call) {
           std::string_view program = call.invocation.program();
           return program == "mkdir" || program == "chmod" || program == "chown";
         });
}

// The same where a line ends between the words: `go \` and `install` on the next.
bool calls_maker(const model::RunScript& script) {
  return std::any_of(script.calls.begin(), script.calls.end(), [](const model::Call& call) {
    std::string words(call.invocation.program());
    if (!call.invocation.args().empty()) words.append(" ").append(call.invocation.args()[0].text);
    return lists::kMakesPrograms.contains(words);
  });
}

Shape shape_of(const model::BuildModel& model, const Chain& chain) {
  Shape shape;
  for (std::size_t i : chain.instructions) {
    const Instruction& instruction = model.document().instructions()[i];
    using enum Keyword;
    switch (instruction.keyword) {
      case kVolume:
        for (const syntax::Argument& arg : instruction.args) {
          if (auto path = path_at(model, chain, i, arg.value)) shape.volumes.insert(*path);
        }
        [[fallthrough]];
      case kExpose:
        shape.serves = true;
        break;
      case kRun: {
        IndexedText text = model.text(i);
        shape.builds |= text.first_of(lists::kMakesPrograms) != nullptr || calls_maker(model.run_script(i));
        auto directory = directory_at(model, chain, i);
        bool inside = !only_makes_directories(model.run_script(i)) && chain.workdir &&
                      (directory == chain.workdir || text.holds(base_name(*chain.workdir)));
        shape.fills |=
            inside || !instruction.heredocs.empty() || text.holds_any({"dpkg -i", "dpkg --install", "rpm -"});
        break;
      }
      case kCopy:
      case kAdd: {
        shape.copies = true;
        auto target =
            instruction.args.empty() ? std::nullopt : path_at(model, chain, i, instruction.args.back().value);
        shape.fills |= !target || !chain.workdir || is_below(*target, *chain.workdir) ||
                       is_below(*chain.workdir, *target);
        break;
      }
      default:
        break;
    }
  }
  return shape;
}

// It writes no file, unless told to, and reads none of its owner's alone.
bool is_stateless(std::string_view name) {
  return lists::kStateless.contains(name) || lists::kPlaceholders.contains(name) ||
         name.ends_with("_exporter") || name.ends_with("-exporter");
}

// The words of a command, the same in both forms as far as they are plain.
std::vector<std::string_view> words_of(const Instruction& command) {
  std::vector<std::string_view> words;
  if (command.json) {
    for (const syntax::Argument& arg : command.args) words.push_back(arg.value);
    return words;
  }
  std::string_view rest = command.rest_text();
  while (!rest.empty()) {
    std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    bool exec = words.empty() && word == "exec";
    if (!word.empty() && !exec) words.push_back(word);
  }
  return words;
}

bool asks_question(const std::vector<std::string_view>& words) {
  return !words.empty() && lists::kQuestions.contains(words.back());
}

// Whether the command line is made to be completed by who starts the container: a program and nothing behind
// it, or a question for its help. Both forms are read alike: a change of the form must not decide about the
// user.
bool takes_arguments(const model::BuildModel& model, const Chain& chain) {
  if (chain.cmd == model::kNone) return true;
  auto words = words_of(model.document().instructions()[chain.cmd]);
  std::size_t least = chain.entrypoint == model::kNone ? 2 : 1;
  return words.size() < least || asks_question(words);
}

}  // namespace

Verdict wrong_usage(const model::BuildModel& model, const Chain& chain, const Process& process) {
  for (const std::string& name : process.programs) {
    if (!lists::kToolsOfTheHome.contains(name)) continue;
    return Decline{"tool", name + " reads settings and keys that people mount into root's home directory"};
  }
  if (std::all_of(process.programs.begin(), process.programs.end(), is_stateless)) return std::nullopt;
  Shape shape = shape_of(model, chain);
  bool open = takes_arguments(model, chain);
  bool of_others = !shape.copies || (process.packaged && open && !shape.builds && !process.runs_own);
  bool asks =
      chain.cmd != model::kNone && asks_question(words_of(model.document().instructions()[chain.cmd]));
  of_others |= asks;
  if (!shape.serves && of_others && (open || !process.runs_own)) {
    return Decline{"tool",
                   process.programs.back() +
                       " is a tool, as it seems: people run it on directories of the host, where it has the "
                       "rights of root now"};
  }
  bool alone = chain.entrypoint != model::kNone && process.programs.size() == 1 &&
               words_of(model.document().instructions()[chain.entrypoint]).size() == 1;
  bool of_command_line = alone && chain.cmd == model::kNone && !process.interpreted && !shape.serves &&
                         (!chain.workdir || is_shared_directory(*chain.workdir));
  if (of_command_line) {
    return Decline{"tool",
                   process.programs.back() +
                       " is started with the arguments of who runs it, in no directory of its own: it may be "
                       "a tool that works on directories of the host, with the rights of root"};
  }
  bool empty = chain.workdir && !is_shared_directory(*chain.workdir) && !shape.fills;
  if (chain.workdir && shape.volumes.contains(*chain.workdir) && open) {
    return Decline{"mounted-directory",
                   "its working directory " + *chain.workdir +
                       " is a volume: it works on what is mounted there, with the rights of root"};
  }
  if (empty) {
    return Decline{"mounted-directory",
                   "nothing is put into " + *chain.workdir +
                       ", where it starts: it works on what is mounted there, with the rights of root"};
  }
  bool from_elsewhere = (process.packaged && !shape.builds) || (!shape.copies && !process.runs_own);
  if (from_elsewhere && shape.serves) {
    return Decline{
        "unknown-service",
        process.programs.back() +
            " comes with a package or from elsewhere, and where it keeps its data and settings is not known"};
  }
  return std::nullopt;
}

}  // namespace dockhone::transforms::nonroot
