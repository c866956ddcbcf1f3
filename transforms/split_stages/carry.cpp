#include "transforms/split_stages/carry.h"

#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "dockhone/model/mounts.h"
#include "transforms/shared/lists.h"
#include "transforms/split_stages/places.h"
#include "transforms/split_stages/sources.h"
#include "transforms/split_stages/writes.h"

namespace dockhone::transforms::split_stages {

using model::Effects;
using syntax::Instruction;
using syntax::Keyword;

namespace {

class Carrier {
 public:
  explicit Carrier(const CarryQuestion& question)
      : q_(question), sources_(question), writes_(question, out_, roots_, problem_) {
    workdir_ = q_.surroundings.at_end().workdir ? std::string(*q_.surroundings.at_end().workdir) : "";
  }

  tl::expected<Carried, Decline> run() {
    auto instructions = q_.model.document().instructions();
    for (std::size_t i = q_.stage.from + 1; i < q_.stage.end && !problem_; ++i) {
      if (instructions[i].keyword == Keyword::kRun) script(i);
      if (instructions[i].keyword == Keyword::kCopy || instructions[i].keyword == Keyword::kAdd) copy(i);
    }
    if (!problem_) finish();
    if (problem_) return tl::unexpected(*problem_);
    return std::move(out_);
  }

 private:
  void stop(std::string_view reason, std::string why) {
    if (!problem_) problem_ = Decline{reason, std::move(why)};
  }

  void copy(std::size_t index) {
    const Instruction& copy = q_.model.document().instructions()[index];
    if (copy.args.empty()) return;
    auto to = q_.surroundings.path(copy.args.back().value, q_.surroundings.before(index));
    if (!to)
      return stop("unknown-writer", "where " + std::string(copy.rest_text()) + " copies to is not known");
    for (std::string_view sources : {"/etc/apt", "/etc/apk", "/etc/yum.repos.d", "/usr/share/keyrings"}) {
      if (within(*to, sources))
        return stop("package-source",
                    "a COPY brings " + *to + ", and packages would have to come from there again");
    }
    auto leave = [&] { out_.left_behind.emplace_back(copy.rest_text()); };
    if ((sources_.only_sources(index) || is_scratch(*to)) && !is_named(copy, *to)) return leave();
    if (is_scratch(*to))
      return stop("named-file",
                  "what the container runs names a file in " + *to + ", which is for temporary files");
    std::string owner;
    if (const auto* flag = copy.flag("chown")) {
      auto value = q_.surroundings.expanded(flag->value, q_.surroundings.before(index));
      if (!value) return stop("owners", "whom " + std::string(copy.rest_text()) + " belongs to is not known");
      owner = *value;
    }
    // A directory of its own, or a file under its own name.
    bool own = !is_shared_directory(*to);
    if (!own) return out_.copies.push_back(index);
    writes_.copied(*to, owner, copy.keyword == Keyword::kAdd ? "ADD" : "COPY");
  }

  void script(std::size_t index) {
    const Instruction& run = q_.model.document().instructions()[index];
    const model::RunScript& script = q_.model.run_script(index);
    if (script.script == nullptr) {
      return stop("unknown-writer", "a RUN is in exec form, has a here-document, or is not understood");
    }
    const Effects& effects = q_.surroundings.effects(index);
    if (effects.leaves_process) return stop("leaves-process", "a RUN leaves a process behind");
    bool compiler = std::any_of(q_.stack.downloads.begin(), q_.stack.downloads.end(),
                                [&](std::string_view each) { return contains(run.rest_text(), each); });
    auto made_here = [&](const Output& each) { return each.run == index; };
    if (compiler && std::none_of(q_.outputs.all().begin(), q_.outputs.all().end(), made_here)) return;
    mounts(run, made_here);
    if (effects.changes_accounts) return accounts(index, effects);
    for (std::uint32_t i = 0; i < effects.commands.size() && !problem_; ++i)
      writes_.command(index, effects, script, i);
    for (const Output& output : q_.outputs.all()) {
      if (made_here(output) && output.installed && !problem_) installed(output);
    }
  }

  // What is written below a mount is not in the image.
  template <typename MadeHere>
  void mounts(const Instruction& run, const MadeHere& made_here) {
    for (const auto& flag : run.flags) {
      std::string target = normal_path(flag.name == "mount" ? model::mount_target(flag.value) : "");
      if (target.find('$') != target.npos || !target.starts_with('/')) continue;
      mounts_.push_back(target);
      for (const Output& output : q_.outputs.all()) {
        if (made_here(output) && !output.any && within(output.path, target) && !within(output.path, "/root"))
          return stop("mount", output.by + " writes " + output.path + " into a mount");
      }
    }
  }

  // All that lies below a prefix came from the builder's steps, or is in every image of the base as well.
  void installed(const Output& output) {
    std::string who = output.by;
    if (output.path.empty()) return stop("install-unknown", "where " + who + " puts files is not known");
    if (output.path != "/usr/local" && is_shared_directory(output.path))
      return stop("installs-into-system",
                  who + " puts files into " + output.path +
                      ", among those of the distribution, and their names are not known");
    for (const std::string& beside : output.beside) {
      bool inside = within(beside, output.path) || roots_.covers(beside) || is_left_by_tools(beside) ||
                    is_read_by_no_process(beside) || within(real_path(beside), "/run") ||
                    within(beside, "/usr/src");
      if (!inside)
        return stop("installs-into-system",
                    who + " may put files into " + beside + " too, and their names are not known");
    }
    if (!output.certain) return stop("install-unknown", "whether " + who + " runs is not known");
    // What the builder's image has there, too, is its compiler.
    bool beside_compiler = q_.bases.builder != nullptr && is_shared_directory(output.path);
    if (beside_compiler && output.files.empty())
      return stop("installs-into-system", who + " puts files into " + output.path +
                                              ", beside the builder's, and their names are not known");
    for (const std::string& file : output.files) {
      if (beside_compiler && !is_read_by_no_process(file)) roots_.add(file, false, who);
    }
    if (!beside_compiler) roots_.add(output.path, false, who).bare = false;
    if (!output.source.empty() && !writes_.near_process(output.source)) leave_source(output);
  }

  // What was installed does not run where it was built.
  void leave_source(const Output& output) {
    std::erase_if(roots_.all(), [&](const Root& root) {
      bool source = within(output.source, root.path) && root.path != output.path &&
                    !writes_.near_process(root.path) && root.why != "COPY" && root.why != "ADD" &&
                    root.why != "mkdir";
      if (source) out_.left_behind.push_back(root.path);
      return source;
    });
  }

  void accounts(std::size_t index, const Effects& effects) {
    for (const auto& command : effects.commands) {
      if (!lists::kAccountTools.contains(command.program))
        return stop("accounts", "a RUN makes accounts and calls " + std::string(command.program) +
                                    " besides, so that it cannot be repeated as it is");
    }
    for (const model::Call& call : q_.model.run_script(index).calls) {
      std::string home = home_of(call.invocation);
      bool numbered = call.invocation.has("-u") || call.invocation.has("--uid") || home.empty();
      if (!numbered && makes_accounts_later(index))
        return stop(
            "accounts",
            "packages that are installed behind a user may make users, too, and the numbers would change");
      if (!home.empty() && is_made_before(index, home))
        return stop("accounts", "a user is made whose home directory " + home + " is there already");
    }
    out_.runs.push_back(index);
  }

  // That useradd or adduser makes; "" where it is another program.
  static std::string home_of(const model::Invocation& call) {
    if (call.program() != "useradd" && call.program() != "adduser") return {};
    for (std::string_view option : {"-d", "--home-dir", "--home", "-h"}) {
      if (const model::Arg* value = call.value(option); value != nullptr) return std::string(value->text);
    }
    auto operands = call.operands();
    return operands.empty() ? std::string() : "/home/" + std::string(operands[0]->text);
  }

  // The runtime stage installs first. A library makes no users.
  bool makes_accounts_later(std::size_t index) const {
    bool later = std::any_of(q_.packages.calls.begin(), q_.packages.calls.end(),
                             [&](const auto& each) { return each.first > index; });
    return later &&
           std::any_of(q_.packages.kept.begin(), q_.packages.kept.end(), [](const std::string& each) {
             return !each.starts_with("lib") && !each.ends_with("-libs") && each != "ca-certificates" &&
                    each != "tzdata" && each != "curl" && each != "git" && each != "bash" && each != "make" &&
                    each != "musl" && each != "wget";
           });
  }

  bool is_made_before(std::size_t index, const std::string& home) const {
    for (std::size_t i = q_.stage.from + 1; i < index; ++i) {
      for (const model::PathEffect& path : q_.model.effects(i).paths) {
        bool writes = path.access == model::Access::kWrite && path.place == model::Place::kImage;
        if (writes && path.path.starts_with('/') && within(path.path, home)) return true;
      }
    }
    return false;
  }

  static void note_paths(std::string_view text, std::vector<std::string>& out) {
    for (auto at = text.find('/'); at != text.npos; at = text.find('/', at)) {
      auto end = std::min(text.find_first_of(" \t\n\"',:;=&|)]}", at), text.size());
      bool begins =
          at == 0 || std::string_view(" \t\n\"',:;=([{").find(text[at - 1]) != std::string_view::npos;
      if (begins && end - at > 1 && text.substr(at, end - at).find('$') == text.npos)
        out.push_back(normal_path(text.substr(at, end - at)));
      at = end;
    }
  }

  // Paths that the configuration of the image names: of what it runs, and in its environment.
  std::vector<std::string> named_paths() {
    std::vector<std::string> out;
    auto instructions = q_.model.document().instructions();
    for (std::size_t i = q_.stage.from + 1; i < q_.stage.end; ++i) {
      using enum Keyword;
      Keyword keyword = instructions[i].keyword;
      if (keyword != kCmd && keyword != kEntrypoint && keyword != kHealthcheck && keyword != kEnv) continue;
      if (keyword != kEnv) note_paths(instructions[i].rest_text(), out);
      for (const syntax::KeyValue& pair : instructions[i].pairs) {
        // What the compiler and the steps of the build are told.
        bool builds = pair.key_text == "PATH" || pair.key_text.starts_with("GO") ||
                      contains(pair.key_text, "SRC") || contains(pair.key_text, "BUILD") ||
                      contains(pair.key_text, "SOURCE");
        if (keyword == kEnv && !builds) note_paths(pair.value_text, out);
      }
    }
    return out;
  }

  // The COPY's target, or a file that it brings there.
  bool is_named(const Instruction& copy, const std::string& to) {
    for (const std::string& path : named_paths()) {
      if (path == to) return true;
      for (const auto& source : copy.args.first(copy.args.size() - 1)) {
        if (path == joined_path(to, base_name(source.value))) return true;
      }
    }
    return false;
  }

  // What the image's configuration names, and the build made, comes along.
  void named_files() {
    for (const std::string& path : named_paths()) {
      if (roots_.covers(path) || is_shared_directory(path)) continue;
      bool below = std::any_of(roots_.all().begin(), roots_.all().end(),
                               [&](const Root& root) { return within(root.path, path); });
      if (!below && writes_.made_at(path))
        return stop(
            "named-file",
            path +
                ", which ENV or what the container runs names, may be made by the build, and is not copied");
    }
  }

  // A tool may have put files where the process starts: go get its sources, a download its data.
  void directory_of_process() {
    std::size_t last = q_.stage.end;
    bool copied = false;
    bool made = false;
    auto instructions = q_.model.document().instructions();
    for (std::size_t i = q_.stage.from; i < q_.stage.end; ++i) {
      Keyword keyword = instructions[i].keyword;
      if (keyword == Keyword::kRun) last = i;
      if (keyword == Keyword::kCopy || keyword == Keyword::kAdd) {
        last = i;
        auto to = q_.surroundings.path(instructions[i].args.back().value, q_.surroundings.before(i));
        copied |= to && (within(workdir_, *to) || within(*to, workdir_));
      }
    }
    if (workdir_.empty() || is_shared_directory(workdir_) || copied || roots_.covers(workdir_)) return;
    if (last == q_.stage.end) return;
    bool builders = is_build_only(q_.stack, q_.surroundings, workdir_, last) || is_left_by_tools(workdir_);
    if (!builders) return;
    for (std::size_t i = q_.stage.from; i < last; ++i) {
      if (instructions[i].keyword != Keyword::kWorkdir) continue;
      auto to = q_.surroundings.path(instructions[i].rest_text(), q_.surroundings.before(i));
      made |= to == workdir_;
    }
    if (!made)
      return stop("unknown-writer",
                  "what there is in " + workdir_ + ", where the process starts, is not known");
    roots_.add(workdir_, false, "the process starts there");
  }

  // What a COPY has brought stays in its layer, whatever removes it later.
  void not_shipped(std::size_t index) {
    const Instruction& copy = q_.model.document().instructions()[index];
    if (copy.keyword != Keyword::kCopy && copy.keyword != Keyword::kAdd) return;
    auto to = q_.surroundings.path(copy.args.back().value, q_.surroundings.before(index));
    bool shipped = !to || is_shared_directory(*to) || roots_.covers(*to);
    if (!shipped) out_.not_shipped = "what is copied to " + *to;
  }

  void finish() {
    for (const Process& process : q_.entry.processes) {
      if (!roots_.covers(process.path)) roots_.add(process.path, true, process.output->by);
    }
    // A directory that a step only made, and a compiler filled.
    for (const Output& output : q_.outputs.all()) {
      Root* around = output.any ? nullptr : roots_.around(output.path);
      if (around != nullptr) around->bare = false;
    }
    directory_of_process();
    named_files();
    if (!roots_.settle())
      return stop("owners", "files that are to be copied belong to several users, which is not repeated");
    for (const Root& root : roots_.all()) {
      bool mounted = std::any_of(mounts_.begin(), mounts_.end(),
                                 [&](const std::string& each) { return root.path == each; });
      if (mounted && root.why != "COPY" && root.why != "ADD")
        return stop("mount", root.path + " is a mount of a RUN, whose files are not in the image");
      if (root.doubtful)
        return stop("may-be-removed",
                    root.path + " may be gone when the build is done, and copying it would fail");
    }
    if (auto gone = writes_.removed_for_good(); !gone.empty())
      return stop("removes-files",
                  "a RUN removes " + gone + ", which the runtime base or its packages may bring again");
    for (const Process& process : q_.entry.processes) {
      const Root* around = roots_.around(process.path);
      if (around == nullptr || around->bare)
        return stop("unknown-writer", "how " + process.path + " gets into the runtime stage is not known");
    }
    out_.not_shipped = writes_.left_over();
    for (std::size_t i = q_.stage.from + 1; i < q_.stage.end; ++i) not_shipped(i);
    out_.roots = std::move(roots_.all());
  }

  const CarryQuestion& q_;
  Sources sources_;
  std::string workdir_;
  std::vector<std::string> mounts_;
  Carried out_;
  Roots roots_;
  std::optional<Decline> problem_;
  Writes writes_;
};

}  // namespace

tl::expected<Carried, Decline> carried(const CarryQuestion& question) { return Carrier(question).run(); }

}  // namespace dockhone::transforms::split_stages
