#include "transforms/split_stages/packages.h"

#include <algorithm>
#include <map>

#include "dockhone/image/release.h"
#include "transforms/split_stages/outputs.h"

namespace dockhone::transforms::split_stages {

using model::Call;
using model::VerbKind;

namespace {

const PackageKnowledge* knowledge_of(std::string_view manager) {
  for (const PackageKnowledge& each : package_knowledge()) {
    if (each.manager == manager) return &each;
  }
  return nullptr;
}

// libssl-dev of libssl-dev=1.1, libssl-dev:amd64; apk: of openssl-dev~=1, openssl-dev@edge
std::string_view bare(std::string_view package) {
  return package.substr(0, package.find_first_of("=:@~<>/"));
}

bool is_build_only(const PackageKnowledge& knowledge, std::string_view name) {
  auto known = [&](std::string_view each) {
    return std::binary_search(knowledge.build_only.begin(), knowledge.build_only.end(), each);
  };
  return known(name) || known(without_version(name));
}

class Reader {
 public:
  Reader(const model::BuildModel& model, const model::Stage& stage, Surroundings& surroundings,
         const Bases& bases)
      : model_(model), stage_(stage), surroundings_(surroundings), bases_(bases) {}

  tl::expected<Packages, Decline> read() {
    for (std::size_t i = stage_.from; i < stage_.end; ++i) {
      if (model_.document().instructions()[i].keyword == syntax::Keyword::kRun) run(i);
      if (problem_) return tl::unexpected(*problem_);
    }
    for (const std::string& package : names_) settle(package);
    for (const std::string& package : erased_) settle(package, true);
    if (problem_) return tl::unexpected(*problem_);
    keep_doubtful();
    if (!out_.kept.empty() && !out_.odd_source.empty())
      return tl::unexpected(Decline{"package-source", out_.odd_source + ", and " + out_.kept[0] +
                                                          " would have to come from there again"});
    return std::move(out_);
  }

 private:
  void stop(std::string_view reason, std::string why) {
    if (!problem_) problem_ = Decline{reason, std::move(why)};
  }

  void run(std::size_t index) {
    const model::RunScript& script = model_.run_script(index);
    if (script.script == nullptr) return;
    index_ = index;
    const model::Effects& effects = surroundings_.effects(index);
    for (const auto& path : effects.paths) {
      if (path.access != model::Access::kRead &&
          (path.path.starts_with("/etc/apt/") || path.path == "/etc/apk" ||
           path.path.starts_with("/etc/apk/rep"))) {
        auto program = path.command < effects.commands.size() ? effects.commands[path.command].program : "";
        if (program != "apt-get" && program != "apt" && program != "apk" && program != "rm")
          out_.odd_source = "the sources of packages are changed";
      }
    }
    for (const Call& call : script.calls) {
      std::uint32_t command = command_of(effects, call);
      std::string_view manager = call.invocation.manager();
      std::string_view program = call.invocation.program();
      if (program == "add-apt-repository" || program == "apt-key") {
        out_.calls.emplace_back(index, command);
        out_.odd_source = "the sources of packages are changed";
      } else if (manager == "apt" || manager == "apk") {
        out_.calls.emplace_back(index, command);
        out_.manager = manager;
        one(call, command);
      } else if (call.invocation.kind() == VerbKind::kInstall && is_other(manager)) {
        stop("other-packages", "what " + std::string(program) +
                                   " installs is not known to be for "
                                   "the build alone");
      }
    }
  }

  static bool is_other(std::string_view manager) {
    return manager == "rpm" || manager == "pip" || manager == "npm" || manager == "gem" ||
           manager == "yarn" || manager == "pacman" || manager == "zypper" || manager == "conda" ||
           manager == "composer";
  }

  void one(const Call& call, std::uint32_t command) {
    const auto& invocation = call.invocation;
    VerbKind kind = invocation.kind();
    if (kind == VerbKind::kUpgrade) out_.upgrades = true;
    removes_unneeded_ |= invocation.has("--auto-remove") || invocation.has("--autoremove") ||
                         invocation.verb_name() == "autoremove";
    if (kind == VerbKind::kInstall) return install(call, command);
    if (kind == VerbKind::kRemove) remove(call, command);
  }

  void install(const Call& call, std::uint32_t command) {
    const auto& invocation = call.invocation;
    if (invocation.manager() == "apt" && !invocation.has("--no-install-recommends"))
      out_.no_recommends = false;
    for (const auto& assignment : call.invocation.command().assignments)
      out_.no_frontend |= assignment.span.in(invocation.script()) == "DEBIAN_FRONTEND=noninteractive";
    std::string group;
    for (const auto& arg : invocation.args()) {
      if (arg.kind != model::Arg::Kind::kOption) continue;
      if (arg.text == "-t" || arg.text == "--virtual") {
        const model::Arg* value = invocation.value_of(arg);
        if (invocation.manager() == "apk" && value != nullptr) group = value->text;
      }
      bool elsewhere = arg.text == "--repository" || arg.text == "-X" || arg.text == "--allow-untrusted" ||
                       arg.text == "--target-release" || arg.text == "--repositories-file" ||
                       (arg.text == "-t" && invocation.manager() == "apt") || arg.text == "--root" ||
                       arg.text == "-p";
      if (elsewhere) out_.odd_source = "packages are installed with " + std::string(arg.text);
    }
    // Variables of the script are known to its effects.
    for (const model::PackageEffect& each : surroundings_.effects(index_).packages) {
      if (each.command != command || each.removed) continue;
      if (each.name.empty() || each.from_manifest || each.name.find('$') != std::string::npos)
        return stop("packages-unknown", "which packages an install of this file names is not known");
      add(each.version.empty() ? each.name : versioned(call, each), group);
    }
  }

  // As written: the name with its version.
  std::string versioned(const Call& call, const model::PackageEffect& each) const {
    for (const model::Arg* operand : call.invocation.operands()) {
      if (operand->known && bare(operand->text) == each.name) return std::string(operand->text);
    }
    return each.name;
  }

  void add(std::string name, const std::string& group) {
    if (name.ends_with('-') || name.starts_with('!')) return;
    if (name.find('/') != std::string::npos || name.ends_with(".deb"))
      return stop("packages-unknown", "the package file " + name + " is not known to be for the build alone");
    installed_in_.emplace(name, index_);
    if (!group.empty()) groups_[group].push_back(name);
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(std::move(name));
  }

  void remove(const Call& call, std::uint32_t command) {
    for (const model::Arg* operand : call.invocation.operands()) {
      if (operand->known) erase_group(std::string(operand->text));
    }
    for (const model::PackageEffect& each : surroundings_.effects(index_).packages) {
      if (each.command == command && each.removed) erase_group(each.name);
    }
  }

  void erase_group(const std::string& name) {
    erase(name);
    auto group = groups_.find(name);
    if (group == groups_.end()) return;
    for (const std::string& each : group->second) erase(each);
  }

  static bool is_library(std::string_view name) {
    const PackageKnowledge* knowledge = knowledge_of("apt");
    return name.ends_with("-dev") && !is_build_only(*knowledge, name);
  }

  void erase(std::string_view name) {
    auto same = [&](const std::string& each) { return bare(each) == bare(name); };
    auto found = std::find_if(names_.begin(), names_.end(), same);
    if (found == names_.end()) return;
    tidied_ = true;
    // apt leaves the libraries behind that a package has brought, apk does not.
    if (out_.manager == "apt" && is_library(bare(name))) erased_.emplace_back(bare(name));
    out_.left_in_layers |= installed_in_[*found] != index_;
    std::erase_if(names_, same);
  }

  // Does the row hold for this release: is its first release not behind it?
  std::optional<bool> reached(std::string_view since) const {
    if (since.empty()) return true;
    if (bases_.release.distribution == image::Distribution::kAlpine)
      return bases_.release.version.empty() ? std::nullopt
                                            : std::optional<bool>(!before(bases_.release.version, since));
    return image::at_least(bases_.release, since);
  }

  std::string_view distribution() const {
    return bases_.release.distribution == image::Distribution::kUbuntu ? "ubuntu" : "debian";
  }

  // What was erased has left its library behind, unless all that nothing needs was removed with it.
  void settle(const std::string& package, bool erased = false) {
    const PackageKnowledge* knowledge = knowledge_of(out_.manager);
    std::string_view name = bare(package);
    bool build_only = is_build_only(*knowledge, name);
    // An author who removes what only the build needs, and leaves this, needs it.
    if (build_only && tidied_ && !erased) return keep(package);
    std::string_view stem = build_only ? without_version(name) : name;
    const Counterpart* found = nullptr;
    for (const Counterpart& row : knowledge->counterparts) {
      if (row.package != name && row.package != stem) continue;
      auto colon = row.since.find(':');
      if (colon != std::string_view::npos && row.since.substr(0, colon) != distribution()) continue;
      auto holds = reached(colon == std::string_view::npos ? row.since : row.since.substr(colon + 1));
      // Not known for this release: the package itself, which needs the library, stays.
      if (!holds && !build_only) return erased && removes_unneeded_ ? void() : whole(package);
      if (holds.value_or(true)) found = &row;
    }
    if (build_only) out_.leaner = true;
    if (found != nullptr) {
      out_.dropped.emplace_back(name);
      for (std::string_view each : found->at_run_time) {
        keep(std::string(each));
        out_.told.push_back(std::string(each) + " for " + std::string(name));
      }
      return;
    }
    if (build_only) return out_.dropped.emplace_back(name), void();
    if (!erased || !removes_unneeded_) whole(package);
  }

  // A package for building needs its library, so that keeping it is right wherever the library's name is not
  // known.
  void whole(const std::string& package) {
    std::string_view name = bare(package);
    if (name.ends_with("-dev") || name.ends_with("-devel"))
      out_.told.push_back(std::string(name) + " as it is, because the name of its library is not known");
    keep(package);
  }

  // Beside packages that the process surely uses, the tools that it may call stay: whoever runs rpm may run
  // git.
  void keep_doubtful() {
    const PackageKnowledge* knowledge = knowledge_of(out_.manager);
    if (knowledge == nullptr) return;
    auto has = [](Words words, std::string_view word) {
      return std::find(words.begin(), words.end(), word) != words.end();
    };
    bool used = std::any_of(names_.begin(), names_.end(), [&](const std::string& each) {
      auto same = [&](const std::string& kept) { return kept == each; };
      return !has(knowledge->common, bare(each)) && !bare(each).ends_with("-dev") &&
             std::any_of(out_.kept.begin(), out_.kept.end(), same);
    });
    if (!used) return;
    for (const std::string& each : names_) {
      if (has(knowledge->doubtful, bare(each)) && std::erase(out_.dropped, std::string(bare(each))) > 0)
        keep(each);
    }
  }

  void keep(std::string name) {
    if (std::find(out_.kept.begin(), out_.kept.end(), name) == out_.kept.end())
      out_.kept.push_back(std::move(name));
  }

  const model::BuildModel& model_;
  const model::Stage& stage_;
  Surroundings& surroundings_;
  const Bases& bases_;
  Packages out_;
  std::vector<std::string> names_;
  std::map<std::string, std::vector<std::string>> groups_;
  std::vector<std::string> erased_;
  std::map<std::string, std::size_t> installed_in_;
  std::size_t index_ = 0;  // of the RUN
  bool tidied_ = false;    // the file removes packages that it has installed
  bool removes_unneeded_ = false;
  std::optional<Decline> problem_;
};

}  // namespace

bool Packages::have(std::string_view program) const {
  const PackageKnowledge* knowledge = knowledge_of(manager);
  if (knowledge == nullptr) return false;
  auto has = [&](std::string_view package) {
    if (package == program) return true;
    for (const Provided& row : knowledge->programs) {
      if (row.program != program) continue;
      for (std::string_view each : row.packages) {
        bool any = each.ends_with('*');
        if (any ? package.starts_with(each.substr(0, each.size() - 1)) : package == each) return true;
      }
    }
    return false;
  };
  return std::any_of(kept.begin(), kept.end(), [&](const std::string& each) { return has(bare(each)); });
}

tl::expected<Packages, Decline> packages_of(const model::BuildModel& model, const model::Stage& stage,
                                            Surroundings& surroundings, const Bases& bases) {
  return Reader(model, stage, surroundings, bases).read();
}

std::string install_text(const Packages& packages, const image::SystemRelease& release) {
  if (packages.kept.empty() && !packages.upgrades) return {};
  if (packages.upgrades) {
    Packages rest = packages;
    rest.upgrades = false;
    std::string more = install_text(rest, release);
    if (packages.manager == "apk")
      return "RUN apk --update upgrade" +
             (more.empty() ? " && rm -rf /var/cache/apk/*" : " \\\n    && " + more.substr(4));
    if (more.empty())
      return "RUN apt-get update \\\n    && apt-get upgrade -y \\\n    && rm -rf /var/lib/apt/lists/*";
    return "RUN apt-get update \\\n    && apt-get upgrade -y \\\n    " + more.substr(more.find("&& "));
  }
  std::string list;
  for (const std::string& each : packages.kept) list += ' ' + each;
  if (packages.manager == "apk") {
    // --no-cache came with 3.3.
    if (!release.version.empty() && release.version != "edge" && before(release.version, "3.3"))
      return "RUN apk --update add" + list + " && rm -rf /var/cache/apk/*";
    return "RUN apk add --no-cache" + list;
  }
  std::string front = packages.no_frontend ? "DEBIAN_FRONTEND=noninteractive " : "";
  return "RUN apt-get update \\\n    && " + front + "apt-get install -y" +
         (packages.no_recommends ? " --no-install-recommends" : "") + list +
         " \\\n    && rm -rf /var/lib/apt/lists/*";
}

}  // namespace dockhone::transforms::split_stages
