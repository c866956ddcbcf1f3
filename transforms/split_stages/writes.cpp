#include "transforms/split_stages/writes.h"

#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "transforms/shared/lists.h"
#include "transforms/split_stages/places.h"

namespace dockhone::transforms::split_stages {

using model::Access;
using model::Call;
using model::Effects;
using model::Extent;
using model::PathEffect;

namespace {

bool is_in(Words list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool makes_directories(const std::string& program, const Call* call) {
  return program == "mkdir" || (program == "install" && call != nullptr && call->invocation.has("-d"));
}

bool changes_metadata(std::string_view program) {
  return program == "chmod" || program == "chown" || program == "chgrp";
}

const Call* call_of(const Effects& effects, const model::RunScript& script, std::uint32_t command) {
  for (const Call& call : script.calls) {
    if (call.invocation.command().span == effects.commands[command].span) return &call;
  }
  return nullptr;
}

}  // namespace

Writes::Writes(const CarryQuestion& question, Carried& out, Roots& roots, std::optional<Decline>& problem)
    : q_(question), out_(out), roots_(roots), problem_(problem) {
  workdir_ = q_.surroundings.at_end().workdir ? std::string(*q_.surroundings.at_end().workdir) : "";
}

void Writes::stop(std::string_view reason, std::string why) {
  if (!problem_) problem_ = Decline{reason, std::move(why)};
}

bool Writes::near_process(const std::string& path) const {
  if (!workdir_.empty() && workdir_ != "/" && within(workdir_, path)) return true;
  return std::any_of(q_.entry.processes.begin(), q_.entry.processes.end(),
                     [&](const Process& each) { return within(each.path, path) && each.path != path; });
}

std::string Writes::left_over() const {
  if (left_over_.empty()) return {};
  auto large = [](const std::string& each) { return contains(each, "cache") || contains(each, "/pkg"); };
  auto found = std::find_if(left_over_.begin(), left_over_.end(), large);
  return "what the build may leave in " + (found == left_over_.end() ? left_over_.front() : *found);
}

bool Writes::made_at(std::string_view path) const {
  return std::any_of(made_.begin(), made_.end(), [&](const std::string& each) {
    bool system = is_everywhere(each) || each == "/usr" || within(each, "/usr/local");
    return within(each, path) || (within(path, each) && !system);
  });
}

bool Writes::dealt_with(std::size_t index, std::uint32_t number) const {
  return std::any_of(q_.packages.calls.begin(), q_.packages.calls.end(),
                     [&](const auto& each) { return each.first == index && each.second == number; });
}

bool Writes::fetches_compiler(const model::RunScript& script, std::string_view program) const {
  bool compiler = std::any_of(q_.stack.downloads.begin(), q_.stack.downloads.end(),
                              [&](std::string_view each) { return contains(script.text, each); });
  return compiler && (program == "tar" || program == "sh" || program == "bash" || program == "curl" ||
                      program == "wget" || program == "make.bash");
}

void Writes::command(std::size_t index, const Effects& effects, const model::RunScript& script,
                     std::uint32_t number) {
  const auto& command = effects.commands[number];
  if (dealt_with(index, number)) return;
  Writer writer{index, effects, number, call_of(effects, script, number), std::string(command.program),
                false};
  std::string& program = writer.program;
  if (program.empty() && writer.call != nullptr) program = writer.call->invocation.program();
  // A program that is named by a variable: $GOPATH/bin/govendor.
  if (program.empty() && command.span.end <= script.text.size()) {
    std::string_view words = command.span.in(script.text);
    auto named = q_.surroundings.expanded(words.substr(0, words.find_first_of(" \t\n\\")),
                                          q_.surroundings.before(index));
    program = base_name(named.value_or(""));
  }
  if (fetches_compiler(script, program)) return;
  if (program == "ldconfig" && writer.call != nullptr && writer.call->invocation.operand_count() > 0)
    return stop("unknown-writer", "which libraries ldconfig is told of by name is not repeated");
  if (program == "dpkg-divert") return stop("unknown-writer", "dpkg-divert moves files of packages");
  if (program == "update-ca-certificates") {
    roots_.add("/etc/ssl/certs/ca-certificates.crt", true, program);
    return;
  }
  writer.tool = is_in(q_.stack.tools, program) ||
                std::any_of(q_.stack.compilers.begin(), q_.stack.compilers.end(),
                            [&](const Compiler& each) { return calls(each, program); });
  if (auto why = hidden_output(writer, script); !why.empty()) return stop("unknown-writer", why);
  if (writer.call != nullptr && writer.tool && names_unknown_result(writer.call->invocation, writer.index))
    return stop("unknown-writer",
                "where " + program + " puts one of its results is not known before it runs");
  if (!writer.tool && (command.unknown & (model::kUnknownCommand | model::kUnknownWrites)) != 0) {
    std::string who = program.empty() ? std::string("a command") : program;
    return stop("unknown-writer",
                "what " + who + " writes is not known" + (command.why.empty() ? "" : ": " + command.why));
  }
  for (const PathEffect& each : effects.paths) {
    if (each.command == number && each.access != Access::kRead && each.place == model::Place::kImage &&
        !problem_)
      path(writer, each);
  }
  installed(writer);
}

// What `go install` puts beside the builder's own directories is there on purpose.
void Writes::installed(const Writer& writer) {
  if (q_.outputs.installs_anywhere(writer.index, writer.number))
    return stop("unknown-writer", "where " + writer.program + " installs to is not known before it runs");
  for (const Output& each : q_.outputs.all()) {
    if (!each.put || each.run != writer.index || each.command != writer.number) continue;
    std::string directory = each.any ? each.path : parent(each.path);
    if (is_build_only(q_.stack, q_.surroundings, directory, writer.index) || roots_.covers(directory))
      continue;
    bool runs =
        std::any_of(q_.entry.processes.begin(), q_.entry.processes.end(), [&](const Process& process) {
          return process.path == each.path || (each.one && parent(process.path) == directory);
        });
    if (!runs && !each.guessed)
      return stop("unknown-writer",
                  "which files " + each.by + " puts into " + directory + " is not known before it runs");
  }
}

// A compiler may write there, or not: a named file outside of what only the build needs.
void Writes::uncertain(const Writer& writer, const PathEffect& path) {
  bool named = path.path.starts_with('/') && path.extent == Extent::kExact;
  if (!named || of_no_use(writer, path) || roots_.covers(path.path) || is_shared_directory(path.path)) return;
  if (writer.call == nullptr || !writer.call->invocation.has("-o")) return;
  // a.out is for a call without -o.
  if (path.path.ends_with("/go.mod") || path.path.ends_with("/go.sum") || path.path.ends_with("/a.out"))
    return;
  bool process = std::any_of(q_.entry.processes.begin(), q_.entry.processes.end(),
                             [&](const Process& each) { return each.path == path.path; });
  if (!process)
    stop("unknown-writer",
         "whether " + writer.program + " writes " + path.path + " is not known before it runs");
}

void Writes::path(const Writer& writer, const PathEffect& found) {
  PathEffect path = found;
  path.path = real_path(path.path);
  if (path.access == Access::kRemove) return removed(path);
  if (path.path.starts_with('/') && path.extent != Extent::kUnknown) {
    made_.push_back(path.path);
    std::erase_if(gone_, [&](const std::string& gone) { return within(gone, path.path); });
  }
  if (writer.tool && path.path.starts_with('/') &&
      is_build_only(q_.stack, q_.surroundings, path.path, writer.index) && !near_process(path.path))
    left_over_.push_back(path.path);
  if (writer.tool && !path.certain) return uncertain(writer, path);
  bool kept = !of_no_use(writer, path);
  bool runs = std::any_of(q_.entry.processes.begin(), q_.entry.processes.end(),
                          [&](const Process& each) { return each.path == path.path; });
  if (writer.program == "ln" && runs)
    return stop("link-target",
                path.path + " is a link to the program, and COPY would make another file of it");
  if (writer.program == "ln" && kept && !roots_.covers(path.path) && !link_holds(writer.call)) return;
  bool system = is_shared_directory(path.path) && path.extent == Extent::kTree;
  if (!system || !moved(writer, path)) written(writer, path);
  if (changes_metadata(writer.program) || makes_directories(writer.program, writer.call))
    metadata(writer, path);
}

// What nothing that runs reads, and what tools leave on their way; not what a step makes on purpose.
bool Writes::of_no_use(const Writer& writer, const PathEffect& path) const {
  if (near_process(path.path)) return false;
  if (is_read_by_no_process(path.path)) return true;
  if (is_build_only(q_.stack, q_.surroundings, path.path, writer.index)) return true;
  bool directory = makes_directories(writer.program, writer.call);
  if (is_scratch(path.path)) return !(directory && !is_everywhere(path.path) && !used_besides(path.path));
  bool on_its_way = writer.tool || !path.certain;
  return on_its_way && (is_left_by_tools(path.path) || is_hidden_at_home(path.path));
}

// Does anything else in the file name the directory, or work there? Then it is scratch space.
bool Writes::used_besides(const std::string& path) const {
  auto instructions = q_.model.document().instructions();
  for (std::size_t i = q_.stage.from + 1; i < q_.stage.end; ++i) {
    if (instructions[i].keyword != syntax::Keyword::kRun) continue;
    const Effects& effects = q_.surroundings.effects(i);
    for (const PathEffect& each : effects.paths) {
      std::string_view program =
          each.command < effects.commands.size() ? effects.commands[each.command].program : "";
      if (within(each.path, path) && program != "mkdir" && !changes_metadata(program)) return true;
      if (each.access == Access::kRemove && within(path, each.path)) return true;
    }
  }
  return false;
}

void Writes::written(const Writer& writer, const PathEffect& path) {
  const std::string& who = writer.program;
  if (of_no_use(writer, path)) return;
  if (!path.path.starts_with('/') || path.extent == Extent::kUnknown) {
    if (writer.tool) return;
    return stop("unknown-writer", "where " + who + " writes is not known");
  }
  if (Root* root = roots_.around(path.path)) {
    if (!changes_metadata(who)) {
      nested_owner(*root, user_of(writer.index));
      root->bare = root->bare && makes_directories(who, writer.call) && root->path == path.path;
    }
    return;
  }
  if (const Output* output = output_at(path.path)) {
    if (path.certain) roots_.add(path.path, true, output->by);
    return;
  }
  if (lists::kFetchers.contains(who) && is_download(path.path)) return;
  if (path.extent == Extent::kGlob) {
    return stop("unknown-writer", who + " writes " + path.path + ", of which the names are not known");
  }
  if (is_shared_directory(path.path)) return shared(writer, path);
  if (!path.certain) {
    return stop("unknown-writer", "whether " + who + " writes " + path.path + " is not known before it runs");
  }
  add(writer, path.path, false);
}

void Writes::add(const Writer& writer, const std::string& path, bool file) {
  Root& root = roots_.add(path, file, writer.program);
  root.bare = makes_directories(writer.program, writer.call);
  root.owner = user_of(writer.index);
}

void Writes::shared(const Writer& writer, const PathEffect& path) {
  const std::string& who = writer.program;
  if (path.extent == Extent::kExact && makes_directories(who, writer.call)) {
    if (is_everywhere(path.path) || path.path == "/run" || path.path == "/media") return;
    if (path.certain) return add(writer, path.path, false);
  }
  // They are writable for everybody already.
  if (changes_metadata(who) && (path.path == "/tmp" || path.path == "/var/tmp")) return;
  // The workspace of the builder is not there any more, unless the process starts in it.
  bool workspace =
      is_build_only(q_.stack, q_.surroundings, path.path + "/src", writer.index) && path.path != "/usr";
  if (workspace && changes_metadata(who) && workdir_ != path.path) return;
  if (changes_metadata(who))
    return stop("shared-directory", who + " changes " + path.path + ", which belongs to the distribution");
  if ((who == "tar" || who == "unzip") && unpacked(writer, path.path)) return;
  // The base is the same one: what the directory holds besides is in the runtime stage already.
  if (q_.bases.builder == nullptr && lists::kDirectoriesToTake.contains(path.path) && path.certain)
    return add(writer, path.path, false);
  stop("unknown-writer", "what " + who + " puts into " + path.path + " is not known");
}

// By convention an archive of sources holds one directory, which is where the next steps work.
bool Writes::unpacked(const Writer& writer, const std::string& path) {
  std::string stem = path == "/" ? path : path + '/';
  for (std::size_t i = writer.index; i < q_.stage.end; ++i) {
    if (q_.model.document().instructions()[i].keyword != syntax::Keyword::kRun) continue;
    const Effects& effects = q_.surroundings.effects(i);
    for (std::uint32_t c = i == writer.index ? writer.number + 1 : 0; c < effects.commands.size(); ++c) {
      std::string at = directory_of(effects, c);
      if (!at.starts_with(stem) || at.size() == stem.size()) continue;
      std::string directory = at.substr(0, at.find('/', stem.size()));
      bool known = is_shared_directory(directory) || roots_.covers(directory) ||
                   std::find(made_.begin(), made_.end(), directory) != made_.end();
      if (known) continue;
      add(writer, directory, false);
      return true;
    }
  }
  return false;
}

// cp, mv and install into a directory of the distribution: what they put there is named after its source.
bool Writes::moved(const Writer& writer, const PathEffect& to) {
  if (writer.program != "cp" && writer.program != "mv" && writer.program != "install") return false;
  std::vector<std::string> names;
  for (const PathEffect& path : writer.effects.paths) {
    if (path.command != writer.number || path.access != Access::kRead || path.place != model::Place::kImage)
      continue;
    if (!path.path.starts_with('/') || path.extent == Extent::kGlob || path.extent == Extent::kUnknown ||
        !path.certain)
      return false;
    names.emplace_back(base_name(path.path));
  }
  if (names.empty() || !to.certain) return false;
  for (const std::string& name : names) add(writer, joined_path(to.path, name), writer.program == "install");
  return true;
}

// COPY follows a link to what it names, which has to be there when the builder is done.
bool Writes::link_holds(const Call* call) {
  auto operands = call == nullptr ? std::vector<const model::Arg*>() : call->invocation.operands();
  if (operands.empty() || !operands[0]->known) {
    stop("link-target", "what a link points to is not known");
    return false;
  }
  std::string target(operands[0]->text);
  if (target.starts_with("/dev/")) {
    stop("link-target", "a link to " + target + " is not made again");
    return false;
  }
  bool there = roots_.covers(target) || q_.outputs.find(target) != nullptr ||
               target.starts_with("/usr/share/zoneinfo/");
  if (!there)
    stop("link-target", "whether " + target + ", which a link points to, is there in the end is not known");
  return there;
}

void Writes::removed(const PathEffect& path) {
  auto& roots = roots_.all();
  if (!path.path.starts_with('/')) {
    if (is_hidden_at_home(path.path)) return;
    for (Root& root : roots) root.doubtful = true;
    return;
  }
  std::string all = path.path;
  bool children = path.extent == Extent::kGlob && all.ends_with("/*") &&
                  all.substr(0, all.size() - 2).find_first_of("*?[") == std::string::npos;
  if (children) all.resize(all.size() - 2);
  std::string stem = all.substr(0, all.find_first_of("*?["));
  bool ours = std::any_of(made_.begin(), made_.end(), [&](const std::string& each) {
    return within(stem, each) && !is_shared_directory(each);
  });
  if (!ours && is_removal_of_matter(stem)) gone_.push_back(path.path);
  bool whole = path.certain || children;
  std::erase_if(left_over_, [&](const std::string& each) { return within(each, all); });
  std::erase_if(roots, [&](const Root& root) {
    return whole && within(root.path, all) && !(children && root.path == all);
  });
  if (whole) return;
  for (Root& root : roots) {
    PathEffect place{root.path, Access::kRead, Extent::kExact};
    bool inside = path.path.size() > root.path.size() && within(path.path, root.path);
    if (overlap(path, place) && !inside) root.doubtful = true;
  }
}

void Writes::copied(const std::string& path, const std::string& owner, std::string_view who) {
  made_.push_back(path);
  std::erase_if(gone_, [&](const std::string& gone) { return within(gone, path); });
  Root* around = roots_.around(path);
  if (around != nullptr && around->path != path) {
    around->bare = false;
    return nested_owner(*around, owner);
  }
  if (around != nullptr && !around->bare) return nested_owner(*around, owner);
  Root& root = roots_.add(path, false, who);
  // The directory was there: it stays its owner's.
  if (!root.owner.empty() && root.owner != owner) root.itself.push_back("chown " + root.owner + ' ' + path);
  root.owner = owner;
  root.bare = false;
}

const Output* Writes::output_at(const std::string& path) const {
  for (const Output& each : q_.outputs.all()) {
    if (!each.any && each.path == path) return &each;
  }
  return nullptr;
}

}  // namespace dockhone::transforms::split_stages
