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

bool is_root(std::string_view owner) {
  return owner.empty() || owner == "root" || owner == "0" || owner == "root:root" || owner == "0:0";
}

bool is_numeric(std::string_view owner) {
  return !owner.empty() && owner.find_first_not_of("0123456789:") == std::string_view::npos;
}

// Has a directory these with its usual mode already?
bool is_usual_mode(std::string_view mode) {
  for (std::string_view usual : {"+x", "a+x", "u+x", "755", "0755", "+rx", "a+rx", "u+rx", "ugo+x",
                                 "u=rwx,go=rx", "u+rwx", "+r", "a+r"}) {
    if (mode == usual) return true;
  }
  return false;
}

bool is_plain(std::string_view word) {
  return !word.empty() && word.find_first_of(" \t\"'$\\`#*?[;&|<>(){}~") == std::string_view::npos;
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
  if (program == "update-ca-certificates") {
    roots_.add("/etc/ssl/certs/ca-certificates.crt", true, program);
    return;
  }
  writer.tool = is_in(q_.stack.tools, program) ||
                std::any_of(q_.stack.compilers.begin(), q_.stack.compilers.end(),
                            [&](const Compiler& each) { return each.program == program; });
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
  if (writer.tool && !path.certain) return;
  bool kept = !of_no_use(writer, path);
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

// "" for root.
std::string Writes::user_of(std::size_t index) const {
  auto user = model::user_at(q_.model, index);
  return !user || is_root(*user) ? std::string() : std::string(*user);
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
  // The base is the same one: what the directory holds besides is in the runtime stage already.
  if (q_.bases.builder == nullptr && lists::kDirectoriesToTake.contains(path.path) && path.certain)
    return add(writer, path.path, false);
  stop("unknown-writer", "what " + who + " puts into " + path.path + " is not known");
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
  if (target.starts_with("/dev/")) return false;
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

// Files of somebody else than the rest: COPY keeps their numbers, which are the same user where both stages
// make the same accounts on the same base.
void Writes::nested_owner(Root& root, const std::string& spec) {
  if (root.owner == spec) return;
  bool same_base = q_.bases.runtime.empty() || q_.bases.release.manager == image::PackageManager::kApk;
  for (const std::string& each : {root.owner, spec}) {
    if (same_base || is_root(each) || is_numeric(each)) continue;
    return stop("owners",
                "files in " + root.path + " belong to " + each + ", who may have another number in the end");
  }
  if (!is_root(root.owner)) root.itself.push_back("chown " + root.owner + ' ' + root.path);
  root.owner.clear();
}

void Writes::metadata(const Writer& writer, const PathEffect& path) {
  if (problem_ || writer.call == nullptr) return;
  const auto& invocation = writer.call->invocation;
  auto value = [&](std::string_view option) {
    const model::Arg* found = invocation.value(option);
    return found != nullptr && found->known ? std::string(found->text) : std::string();
  };
  auto each_itself = [&](const std::string& command) {
    for (Root& root : roots_.all()) {
      bool hit = root.path == path.path || (path.extent == Extent::kTree && within(root.path, path.path));
      if (!hit || root.file) continue;
      if (!is_plain(root.path)) return stop("odd-path", "the path " + root.path + " has odd characters");
      root.itself.push_back(command + ' ' + root.path);
    }
  };
  if (writer.program == "mkdir" || writer.program == "install") {
    std::string group = value("-g");
    if (!value("-o").empty() || !group.empty())
      each_itself("chown " + value("-o") + (group.empty() ? "" : ":" + group));
    if (!value("-m").empty() && !is_usual_mode(value("-m"))) each_itself("chmod " + value("-m"));
    return;
  }
  auto operands = invocation.operands();
  std::string spec;
  if (!operands.empty()) {
    std::string_view word = operands[0]->span.in(invocation.script());
    spec = operands[0]->known
               ? std::string(operands[0]->text)
               : q_.surroundings.expanded(word, q_.surroundings.before(writer.index)).value_or("");
  }
  if (operands.size() < 2 || !is_plain(spec)) spec.clear();
  bool touches = std::any_of(roots_.all().begin(), roots_.all().end(), [&](const Root& root) {
    return within(root.path, path.path) || within(path.path, root.path);
  });
  if (!touches) return;
  if (writer.program == "chmod") {
    if (spec.empty()) return stop("owners", "which mode chmod gives " + path.path + " is not known");
    if (!is_usual_mode(spec)) each_itself("chmod " + spec);
    return;
  }
  if (spec.empty())
    return stop("owners", "whom " + writer.program + " gives " + path.path + " to is not known");
  if (writer.program == "chgrp") return each_itself("chgrp " + spec);
  owner(spec, path);
}

void Writes::owner(const std::string& spec, const PathEffect& path) {
  for (Root& root : roots_.all()) {
    bool same = root.path == path.path;
    bool around = within(root.path, path.path) && !same;
    if (path.extent == Extent::kTree && (same || around)) {
      root.owner = is_root(spec) ? "" : spec;
      std::erase_if(root.itself, [](const std::string& each) { return each.starts_with("chown "); });
    } else if (same && root.file) {
      root.owner = spec;
    } else if (same) {
      root.itself.push_back("chown " + spec + ' ' + root.path);
    } else if (within(path.path, root.path)) {
      nested_owner(root, spec);
    }
  }
}

const Output* Writes::output_at(const std::string& path) const {
  for (const Output& each : q_.outputs.all()) {
    if (!each.any && each.path == path) return &each;
  }
  return nullptr;
}

}  // namespace dockhone::transforms::split_stages
