#include "transforms/split_stages/carry.h"

#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "transforms/split_stages/sources.h"

namespace dockhone::transforms::split_stages {

using model::Access;
using model::Call;
using model::Effects;
using model::Extent;
using model::PathEffect;
using syntax::Instruction;
using syntax::Keyword;

namespace {

// Kept by no image, or by builders only.
constexpr std::string_view kNowhere[] = {
    "/tmp",     "/var/tmp", "/var/cache", "/var/lib/apt",   "/var/lib/dpkg",  "/var/log",
    "/proc",    "/sys",     "/dev",       "/usr/share/doc", "/usr/share/man", "/run",
    "/etc/apk", "/lib/apk", "/etc/apt",   "/root/.cache",   "/root/.npm",     "/etc/gitconfig"};

// Directories that belong to the distribution: what a step adds there is told apart from the rest only by
// name.
constexpr std::string_view kSystem[] = {"/",
                                        "/bin",
                                        "/boot",
                                        "/etc",
                                        "/home",
                                        "/lib",
                                        "/lib64",
                                        "/media",
                                        "/mnt",
                                        "/opt",
                                        "/root",
                                        "/sbin",
                                        "/srv",
                                        "/usr",
                                        "/usr/bin",
                                        "/usr/lib",
                                        "/usr/local",
                                        "/usr/local/bin",
                                        "/usr/local/etc",
                                        "/usr/local/lib",
                                        "/usr/local/sbin",
                                        "/usr/local/share",
                                        "/usr/sbin",
                                        "/usr/share",
                                        "/usr/src",
                                        "/var",
                                        "/var/lib",
                                        "/var/www",
                                        "/etc/ssl",
                                        "/etc/ssl/certs",
                                        "/go",
                                        "/go/src",
                                        "/go/bin",
                                        "/etc/profile.d",
                                        "/etc/init.d",
                                        "/usr/local/include",
                                        "/usr/include",
                                        "/tmp",
                                        "/var/run",
                                        "/run",
                                        "/usr/local/share/ca-certificates"};

template <class List>
bool is_in(const List& list, std::string_view path) {
  return std::find(std::begin(list), std::end(list), path) != std::end(list);
}

constexpr std::string_view kAccountTools[] = {"useradd",  "groupadd", "adduser",
                                              "addgroup", "usermod",  "mkdir"};

class Carrier {
 public:
  explicit Carrier(const CarryQuestion& question) : q_(question), sources_(question) {
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

  bool nowhere(const std::string& path, std::size_t instruction) const {
    auto below = [&](std::string_view each) { return within(path, each); };
    if (std::any_of(std::begin(kNowhere), std::end(kNowhere), below)) return true;
    // Hidden files of a home directory: caches, credentials and settings of tools.
    if (path.starts_with("~/.") || path.starts_with("/root/.")) return true;
    for (std::string_view pattern : q_.stack.build_only) {
      std::string tree = q_.surroundings.filled(pattern, q_.surroundings.before(instruction));
      if (auto colon = tree.find(':'); colon != std::string::npos) tree.resize(colon);
      if (tree.starts_with('/') && tree != "/" && within(path, tree)) return true;
    }
    return false;
  }

  // The process is in it, or it is around the process.
  bool near_process(const std::string& path) const {
    if (!workdir_.empty() && workdir_ != "/" && within(workdir_, path)) return true;
    return std::any_of(q_.entry.processes.begin(), q_.entry.processes.end(),
                       [&](const Process& each) { return within(each.path, path) && each.path != path; });
  }

  void add(std::string path, bool file, std::string why) {
    for (Root& root : out_.roots) {
      if (root.path != path) continue;
      root.doubtful = false;
      return;
    }
    out_.roots.push_back({std::move(path), file, std::move(why)});
  }

  bool covered(const std::string& path) const {
    return std::any_of(out_.roots.begin(), out_.roots.end(),
                       [&](const Root& root) { return within(path, root.path); });
  }

  void leave_behind(const Instruction& copy) { out_.left_behind.emplace_back(copy.rest_text()); }

  void copy(std::size_t index) {
    const Instruction& copy = q_.model.document().instructions()[index];
    if (copy.args.empty()) return;
    auto to = q_.surroundings.path(copy.args.back().value, q_.surroundings.before(index));
    if (!to)
      return stop("unknown-writer", "where " + std::string(copy.rest_text()) + " copies to is not known");
    if (sources_.only_sources(index)) return leave_behind(copy);
    if (within(*to, "/tmp")) return leave_behind(copy);
    // A directory of its own, or a file under its own name.
    bool own = !is_in(kSystem, *to);
    if (own) return add(*to, false, std::string(copy.keyword == Keyword::kAdd ? "ADD" : "COPY"));
    out_.copies.push_back(index);
  }

  // cp, mv, install and ln into a directory of the distribution: what they put there is named after its
  // source.
  bool moved(const Effects& effects, std::uint32_t number, const PathEffect& to, std::string_view program) {
    if (program != "cp" && program != "mv" && program != "install") return false;
    std::vector<std::string> names;
    for (const PathEffect& path : effects.paths) {
      if (path.command != number || path.access != Access::kRead || path.place != model::Place::kImage)
        continue;
      if (!path.path.starts_with('/') || path.extent == Extent::kGlob || path.extent == Extent::kUnknown ||
          !path.certain)
        return false;
      names.emplace_back(base_name(path.path));
    }
    if (names.empty() || !to.certain) return false;
    for (const std::string& name : names) add(joined_path(to.path, name), true, std::string(program));
    return true;
  }

  // COPY follows a link to what it names, which has to be there when the builder is done.
  bool link_holds(const Call* call) {
    auto operands = call == nullptr ? std::vector<const model::Arg*>() : call->invocation.operands();
    if (operands.empty() || !operands[0]->known) {
      stop("link-target", "what a link points to is not known");
      return false;
    }
    std::string target(operands[0]->text);
    if (target.starts_with("/dev/")) return false;
    bool there =
        covered(target) || q_.outputs.find(target) != nullptr || target.starts_with("/usr/share/zoneinfo/");
    if (!there)
      stop("link-target", "whether " + target + ", which a link points to, is there in the end is not known");
    return there;
  }

  static bool installs_compiler(std::string_view text, const Stack& stack) {
    return std::any_of(stack.downloads.begin(), stack.downloads.end(),
                       [&](std::string_view each) { return contains(text, each); });
  }

  void script(std::size_t index) {
    const Instruction& run = q_.model.document().instructions()[index];
    const model::RunScript& script = q_.model.run_script(index);
    if (script.script == nullptr) {
      return stop("unknown-writer", "a RUN is in exec form, has a here-document, or is not understood");
    }
    const Effects& effects = q_.surroundings.effects(index);
    if (effects.leaves_process) return stop("leaves-process", "a RUN leaves a process behind");
    if (installs_compiler(run.rest_text(), q_.stack)) {
      bool more = std::any_of(q_.outputs.all().begin(), q_.outputs.all().end(),
                              [&](const Output& each) { return each.run == index; });
      if (!more) return;
    }
    if (effects.changes_accounts) return accounts(index, effects);
    for (std::uint32_t i = 0; i < effects.commands.size() && !problem_; ++i)
      command(index, effects, script, i);
    for (const Output& output : q_.outputs.all()) {
      if (output.run == index && output.installed && !problem_) installed(output);
    }
  }

  // All that lies below a prefix came from the builder's steps, or is in every image of the base as well.
  void installed(const Output& output) {
    std::string who = output.by;
    if (output.path.empty()) return stop("install-unknown", "where " + who + " puts files is not known");
    if (output.path != "/usr/local" && is_in(kSystem, output.path))
      return stop("installs-into-system",
                  who + " puts files into " + output.path +
                      ", among those of the distribution, and their names are not known");
    for (const std::string& beside : output.beside) {
      bool inside = within(beside, output.path) || covered(beside) || within(beside, "/tmp") ||
                    within(beside, "/var/log") || within(beside, "/var/run") || within(beside, "/run") ||
                    within(beside, "/var/lock") || within(beside, "/var/cache") || within(beside, "/usr/src");
      if (!inside)
        return stop("installs-into-system",
                    who + " may put files into " + beside + " too, and their names are not known");
    }
    if (!output.certain) return stop("install-unknown", "whether " + who + " runs is not known");
    add(output.path, false, who);
    if (output.source.empty() || near_process(output.source)) return;
    // What was installed does not run where it was built.
    std::erase_if(out_.roots, [&](const Root& root) {
      bool source = within(output.source, root.path) && root.path != output.path &&
                    !near_process(root.path) && root.why != "COPY" && root.why != "ADD" &&
                    root.why != "mkdir";
      if (source) out_.left_behind.push_back(root.path);
      return source;
    });
  }

  void accounts(std::size_t index, const Effects& effects) {
    for (const auto& command : effects.commands) {
      if (!is_in(kAccountTools, command.program))
        return stop("accounts", "a RUN makes accounts and calls " + std::string(command.program) +
                                    " besides, so that it cannot be repeated as it is");
    }
    out_.runs.push_back(index);
  }

  bool dealt_with(std::size_t index, std::uint32_t number) const {
    return std::any_of(q_.packages.calls.begin(), q_.packages.calls.end(),
                       [&](const auto& each) { return each.first == index && each.second == number; });
  }

  const Call* call_of(const Effects& effects, const model::RunScript& script, std::uint32_t command) const {
    for (const Call& call : script.calls) {
      if (call.invocation.command().span == effects.commands[command].span) return &call;
    }
    return nullptr;
  }

  void command(std::size_t index, const Effects& effects, const model::RunScript& script,
               std::uint32_t number) {
    const auto& command = effects.commands[number];
    if (dealt_with(index, number)) return;
    const Call* call = call_of(effects, script, number);
    std::string_view program = command.program;
    if (program.empty() && call != nullptr) program = call->invocation.program();
    // A program that is named by a variable: $GOPATH/bin/govendor.
    std::string named;
    if (program.empty() && command.span.end <= script.text.size()) {
      std::string_view words = command.span.in(script.text);
      named = q_.surroundings
                  .expanded(words.substr(0, words.find_first_of(" \t\n\\")), q_.surroundings.before(index))
                  .value_or("");
      program = base_name(named);
    }
    bool fetches = installs_compiler(script.text, q_.stack) &&
                   (program == "tar" || program == "sh" || program == "bash" || program == "curl" ||
                    program == "wget" || program == "make.bash");
    if (fetches) return;
    if (program == "update-ca-certificates")
      return add("/etc/ssl/certs/ca-certificates.crt", true, "update-ca-certificates");
    bool tool = is_in(q_.stack.tools, program) ||
                std::any_of(q_.stack.compilers.begin(), q_.stack.compilers.end(),
                            [&](const Compiler& each) { return each.program == program; });
    if (!tool && (command.unknown & (model::kUnknownCommand | model::kUnknownWrites)) != 0) {
      std::string who = program.empty() ? std::string("a command") : std::string(program);
      return stop("unknown-writer",
                  "what " + who + " writes is not known" + (command.why.empty() ? "" : ": " + command.why));
    }
    for (const PathEffect& path : effects.paths) {
      if (path.command != number || path.access == Access::kRead || path.place != model::Place::kImage)
        continue;
      if (path.access == Access::kRemove) {
        removed(path);
      } else if (!tool || path.certain) {
        bool kept = !nowhere(path.path, index) || near_process(path.path);
        if (program == "ln" && kept && !covered(path.path) && !link_holds(call)) return;
        bool system = is_in(kSystem, path.path) && path.extent == Extent::kTree;
        if (!system || !moved(effects, number, path, program)) written(index, path, program, tool);
      }
    }
  }

  void removed(const PathEffect& path) {
    if (!path.path.starts_with('/')) {
      if (path.path.starts_with("~/.")) return;
      for (Root& root : out_.roots) root.doubtful = true;
      return;
    }
    std::string all = path.path;
    bool children = path.extent == Extent::kGlob && all.ends_with("/*") &&
                    all.substr(0, all.size() - 2).find_first_of("*?[") == std::string::npos;
    if (children) all.resize(all.size() - 2);
    bool whole = path.certain || children;
    std::erase_if(out_.roots, [&](const Root& root) {
      return whole && within(root.path, all) && !(children && root.path == all);
    });
    if (whole) return;
    for (Root& root : out_.roots) {
      PathEffect place{root.path, Access::kRead, Extent::kExact};
      bool inside = path.path.size() > root.path.size() && within(path.path, root.path);
      if (overlap(path, place) && !inside) root.doubtful = true;
    }
  }

  void written(std::size_t index, const PathEffect& path, std::string_view program, bool tool) {
    std::string who = std::string(program);
    bool hidden = path.path.starts_with("~/.");
    if (hidden) return;
    if (!path.path.starts_with('/') || path.extent == Extent::kUnknown) {
      if (tool) return;
      return stop("unknown-writer", "where " + who + " writes is not known");
    }
    if (covered(path.path)) {
      // What was removed in doubt is made again.
      return;
    }
    if (const Output* output = output_at(path.path)) {
      if (path.certain) add(path.path, true, output->by);
      return;
    }
    bool close = near_process(path.path);
    if (nowhere(path.path, index) && !close) return;
    bool fetched = program == "curl" || program == "wget" || program == "tar" || program == "unzip";
    for (std::string_view ending :
         {".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".zip", ".tar", ".asc", ".sig"}) {
      if (fetched && path.path.ends_with(ending)) return;
    }
    if (path.extent == Extent::kGlob) {
      return stop("unknown-writer", who + " writes " + path.path + ", of which the names are not known");
    }
    if (is_in(kSystem, path.path)) {
      bool workspace = path.path == "/go" || path.path.starts_with("/go/");
      if (workspace && (program == "chmod" || program == "chown" || program == "mkdir")) return;
      if (path.extent == Extent::kExact) return;  // it is there in every image
      // The base is the same one: what the directory holds besides is in the runtime stage already.
      bool own = path.path.starts_with("/usr/local") || path.path == "/opt" || path.path == "/srv";
      if (q_.bases.builder == nullptr && own && path.certain) return add(path.path, false, who);
      return stop("unknown-writer", "what " + who + " puts into " + path.path + " is not known");
    }
    if (!path.certain) {
      return stop("unknown-writer",
                  "whether " + who + " writes " + path.path + " is not known before it runs");
    }
    add(path.path, false, who);
  }

  const Output* output_at(const std::string& path) const {
    for (const Output& each : q_.outputs.all()) {
      if (!each.any && each.path == path) return &each;
    }
    return nullptr;
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
    if (workdir_.empty() || is_in(kSystem, workdir_) || copied || covered(workdir_)) return;
    if (last == q_.stage.end || !nowhere(workdir_, last)) return;
    for (std::size_t i = q_.stage.from; i < last; ++i) {
      if (instructions[i].keyword != Keyword::kWorkdir) continue;
      auto to = q_.surroundings.path(instructions[i].rest_text(), q_.surroundings.before(i));
      made |= to == workdir_;
    }
    if (!made)
      return stop("unknown-writer",
                  "what there is in " + workdir_ + ", where the process starts, is not known");
    add(workdir_, false, "the process starts there");
  }

  void finish() {
    for (const Process& process : q_.entry.processes) {
      if (!covered(process.path)) add(process.path, true, process.output->by);
    }
    if (!problem_) directory_of_process();
    // What stands below another one comes with it.
    std::vector<Root> kept;
    for (const Root& root : out_.roots) {
      bool below = std::any_of(out_.roots.begin(), out_.roots.end(), [&](const Root& other) {
        return other.path != root.path && within(root.path, other.path) && !other.doubtful;
      });
      if (!below) kept.push_back(root);
    }
    for (const Root& root : kept) {
      if (root.doubtful)
        return stop("may-be-removed",
                    root.path + " may be gone when the build is done, and copying it would fail");
    }
    out_.roots = std::move(kept);
    sources_.narrow(out_);
  }

  const CarryQuestion& q_;
  Sources sources_;
  std::string workdir_;
  Carried out_;
  std::optional<Decline> problem_;
};

}  // namespace

tl::expected<Carried, Decline> carried(const CarryQuestion& question) { return Carrier(question).run(); }

}  // namespace dockhone::transforms::split_stages
