#include "ownership.h"

#include <algorithm>

#include "copies.h"
#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "left_empty.h"
#include "source_writes.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

namespace {

using model::kNone;
using syntax::Instruction;
using syntax::Keyword;

class Planner {
 public:
  Planner(const model::BuildModel& model, const Chain& chain, const model::Context* context,
          const Process& process, const Account& account)
      : model_(model),
        chain_(chain),
        context_(context),
        process_(process),
        account_(account),
        instructions_(model.document().instructions()),
        first_(chain.stage->from + 1),
        end_(chain.stage->end) {}

  Ownership plan() {
    for (std::size_t i = first_; i < end_; ++i) {
      if (instructions_[i].keyword == Keyword::kRun) last_run_ = i;
      if (volume_ == kNone && needs_owner(i)) volume_ = i;
    }
    for (const std::string& path : directories_left_empty(model_, chain_)) add(path);
    if (std::string home = home_of_file(model_, chain_); !home.empty()) add(home);
    for (std::size_t i : chain_.instructions) {
      if (instructions_[i].keyword == Keyword::kVolume) volumes(i);
    }
    read_source();
    if (makes_unknown_directories(model_, chain_) && source_.answer != SourceWrites::Answer::kNowhere)
      refuse("unknown-writer",
             "a RUN makes directories in " + *chain_.workdir +
                 " whose names depend on variables: they stay root's, and may be there to be "
                 "written to");
    if (!reads_only_) copies();
    for (const std::string& volume : volumes_) copies_into(volume);
    directories();
    place();
    skip_made();
    if (!plan_.refuse) assume();
    return std::move(plan_);
  }

 private:
  void refuse(std::string_view key, std::string why) {
    if (!plan_.refuse) plan_.refuse = Decline{key, std::move(why)};
  }

  // Its working directory is its own, and set by the file.
  bool has_own_directory() const {
    return chain_.workdir && !is_shared_directory(*chain_.workdir) && (chain_.enters || sets_directory(end_));
  }

  bool sets_directory(std::size_t before) const {
    return std::any_of(chain_.instructions.begin(), chain_.instructions.end(), [&](std::size_t i) {
      return i < before && instructions_[i].keyword == Keyword::kWorkdir;
    });
  }

  // ---- files

  void copies() {
    if (!process_.interpreted || !chain_.workdir) return;
    if (is_shared_directory(*chain_.workdir)) return shared_copies();
    for (std::size_t i = first_; i < end_; ++i) {
      const Instruction& copy = instructions_[i];
      if (!is_copy(copy) || copy.flag("chown") != nullptr) continue;
      if (copy.args.size() < 2 || is_remote(copy)) continue;
      auto target = path_at(model_, chain_, i, copy.args.back().value);
      // A directory above holds the working directory, and what else is not known: it stays root's.
      bool above = target && *target != *chain_.workdir && is_below(*chain_.workdir, *target);
      if (above && !names_files_only(copy)) ++root_copies_;
      if (!target || !is_below(*target, *chain_.workdir)) continue;
      if (may_be_chowned(i)) {
        plan_.copies.push_back(i);
      } else if (!names_files_only(copy)) {
        ++root_copies_;
      }
    }
    // What the whole tree is copied over later gets its owner then.
    std::erase_if(plan_.copies, [&](std::size_t i) {
      return last_run_ != kNone && i < last_run_ &&
             std::any_of(plan_.copies.begin(), plan_.copies.end(),
                         [&](std::size_t j) { return j > last_run_ && is_tree(j); });
    });
    bool brought = std::any_of(plan_.copies.begin(), plan_.copies.end(),
                               [&](std::size_t i) { return !names_files_only(instructions_[i]); });
    if (process_.writes_into_source && !brought && root_copies_ == 0 && may_be_made_by_run(*chain_.workdir)) {
      refuse("unknown-writer",
             "a RUN brings its source, so it is root's, and such applications write into it");
    }
    if (root_copies_ > 0 && process_.writes_into_source) {
      refuse("unknown-writer",
             "its source, or part of it, was copied to where it stays root's, and such applications write "
             "into it");
    }
  }

  void shared_copies() {
    for (std::size_t i = first_; i < end_; ++i) {
      if (!is_copy(instructions_[i]) || instructions_[i].args.size() < 2 || !is_tree(i)) continue;
      return refuse("unknown-writer", "its source lies in " + *chain_.workdir +
                                          ", which cannot be made the user's, and it may write beside it");
    }
  }

  // The whole context, into the working directory.
  bool is_tree(std::size_t index) const {
    const Instruction& copy = instructions_[index];
    auto target = path_at(model_, chain_, index, copy.args.back().value);
    std::string_view source = copy.args[0].value;
    return copy.args.size() == 2 && copy.flag("from") == nullptr && (source == "." || source == "./") &&
           target == chain_.workdir;
  }

  bool may_be_chowned(std::size_t index) const {
    bool named = account_.made_by != kNone && account_.made_by > index;
    if (named) return false;
    for (std::size_t i = index + 1; i < end_; ++i) {
      if (instructions_[i].keyword == Keyword::kRun && !is_blind_to_owners(model_, i, sets_directory(index)))
        return false;
    }
    return true;
  }

  // ---- directories

  void add(const std::string& path) {
    if (!is_plain_path(path)) return refuse("odd-path", "the directory " + path + " is not written plainly");
    auto& all = plan_.directories;
    if (std::find(all.begin(), all.end(), path) == all.end()) all.push_back(path);
  }

  // Whether the process writes to its working directory is not asked where it does for sure; where nobody can
  // tell, it may, as it could before.
  void read_source() {
    if (process_.foreign || (!process_.interpreted && !is_compiled_here())) return;
    bool compiled = !has_own_directory() && !process_.interpreted;
    if (compiled || (process_.interpreted && !copies_source()) || process_.writes_into_source ||
        process_.writes_to_directory)
      return;
    source_ = writes_of_source(context_, plan_.directories);
    reads_only_ = source_.answer != SourceWrites::Answer::kUnknown;
  }

  // From the build context, into the working directory, or a directory above or below it.
  bool copies_source() const {
    return std::any_of(chain_.instructions.begin(), chain_.instructions.end(),
                       [&](std::size_t i) {
                         const Instruction& copy = instructions_[i];
                         if (!is_copy(copy) || copy.args.size() < 2 || is_remote(copy) || !chain_.workdir)
                           return false;
                         auto target = path_at(model_, chain_, i, copy.args.back().value);
                         return !target || is_below(*target, *chain_.workdir) ||
                                is_below(*chain_.workdir, *target);
                       }) &&
           !clones_source();
  }

  bool clones_source() const {
    return std::any_of(chain_.instructions.begin(), chain_.instructions.end(), [&](std::size_t i) {
      return instructions_[i].keyword == Keyword::kRun && contains(instructions_[i].rest_text(), "git clone");
    });
  }

  // By a RUN of any stage.
  bool is_compiled_here() const {
    return std::any_of(instructions_.begin(), instructions_.end(), [](const Instruction& each) {
      return each.keyword == Keyword::kRun &&
             std::any_of(lists::kCompiles.begin(), lists::kCompiles.end(),
                         [&](std::string_view word) { return contains(each.rest_text(), word); });
    });
  }

  void directories() {
    if (has_own_directory() && !reads_only_) {
      auto& all = plan_.directories;
      std::erase(all, *chain_.workdir);
      if (!is_plain_path(*chain_.workdir))
        return refuse("odd-path", "the directory " + *chain_.workdir + " is not written plainly");
      all.insert(all.begin(), *chain_.workdir);
    }
    if (account_.has_tools) return;
    bool volume = volume_ != kNone;
    if (process_.writes_into_source || process_.writes_to_directory)
      refuse("unknown-writer",
             "it writes to its directory, and the image has no tools to make that the user's");
    if (volume) refuse("volume", "a volume has to be the user's, and the image has no tools to see to that");
    plan_.directories.clear();
  }

  // A VOLUME of more than what everybody may write to anyway.
  bool needs_owner(std::size_t index) const {
    const Instruction& volume = instructions_[index];
    return volume.keyword == Keyword::kVolume &&
           std::any_of(volume.args.begin(), volume.args.end(), [](const syntax::Argument& arg) {
             return arg.value != "/tmp" && arg.value != "/var/tmp";
           });
  }

  void volumes(std::size_t index) {
    for (const syntax::Argument& arg : instructions_[index].args) {
      auto path = path_at(model_, chain_, index, arg.value);
      if (!path) return refuse("volume", "which directory is a volume depends on a variable");
      if (*path == "/tmp" || *path == "/var/tmp") continue;
      if (is_shared_directory(*path))
        return refuse("volume", "the volume " + *path + " is a directory of the system");
      if (is_filled(*path))
        return refuse("volume", "a RUN puts files into the volume " + *path + ", which stay root's");
      add(*path);
      volumes_.push_back(*path);
    }
  }

  // What COPY brings into a volume is its first content, and the process could change it.
  void copies_into(const std::string& volume) {
    for (std::size_t i : chain_.instructions) {
      const Instruction& copy = instructions_[i];
      if (!is_copy(copy) || copy.args.size() < 2) continue;
      auto target = path_at(model_, chain_, i, copy.args.back().value);
      if (target && !brings_into(copy, *target, volume)) continue;
      const syntax::Flag* owner = copy.flag("chown");
      bool chosen = std::find(plan_.copies.begin(), plan_.copies.end(), i) != plan_.copies.end();
      if (chosen || (owner != nullptr && owner->value == account_.user)) continue;
      if (!target || owner != nullptr || i < first_ || is_remote(copy) || !may_be_chowned(i))
        return refuse("volume", "a COPY puts files into the volume " + volume + ", and their owner stays");
      plan_.copies.push_back(i);
    }
  }

  // False too where a directory above it is copied and nobody can tell what is in there: that is assumed.
  bool brings_into(const Instruction& copy, std::string_view target, std::string_view volume) {
    if (is_below(target, volume)) return true;
    if (!is_below(volume, target) || names_files_only(copy)) return false;
    std::string_view below = volume.substr(target == "/" ? 1 : target.size() + 1);
    bool known = context_ != nullptr && context_->complete() && copy.flag("from") == nullptr;
    bool brings = false;
    for (const syntax::Argument& source : copy.args.first(copy.args.size() - 1)) {
      known &= source.value.find_first_of("$*?[\\\"'") == std::string_view::npos;
      if (known) brings |= !context_->below(joined_path(normal_path(source.value), below)).empty();
    }
    if (!known) assumes_empty_ = volume;
    return known && brings;
  }

  bool is_filled(std::string_view volume) const {
    return std::any_of(chain_.instructions.begin(), chain_.instructions.end(), [&](std::size_t i) {
      if (instructions_[i].keyword != Keyword::kRun || !contains(instructions_[i].rest_text(), volume))
        return false;
      const model::Effects& effects = model_.effects(i);
      return std::any_of(effects.paths.begin(), effects.paths.end(), [&](const model::PathEffect& effect) {
        bool writes = effect.access == model::Access::kWrite && effect.path.starts_with('/') &&
                      is_below(effect.path, volume);
        std::string_view by =
            effect.command < effects.commands.size() ? effects.commands[effect.command].program : "";
        return writes && by != "mkdir" && by != "chmod" && by != "chown";
      });
    });
  }

  // ---- places

  void place() {
    std::size_t after = last_run_ == kNone ? first_ : last_run_ + 1;
    plan_.user = end_;
    for (std::size_t i = after; i < end_; ++i) {
      bool starts =
          instructions_[i].keyword == Keyword::kCmd || instructions_[i].keyword == Keyword::kEntrypoint;
      if (starts && i > last_copy()) {
        plan_.user = i;
        break;
      }
    }
    plan_.run = plan_.user;
    for (std::size_t i = after; i < plan_.user; ++i) {
      if (takes_back(i)) {
        plan_.run = plan_.user;
      } else if (plan_.run == plan_.user && is_copy(instructions_[i])) {
        plan_.run = i;
      }
    }
    if (volume_ == kNone || volume_ >= plan_.run) return;
    // What a RUN changes in a volume behind VOLUME may be lost.
    for (std::size_t i = volume_; i < plan_.run; ++i) {
      if (instructions_[i].keyword == Keyword::kRun &&
          !is_blind_to_owners(model_, i, sets_directory(volume_)))
        return refuse("volume", "a RUN follows VOLUME, and depends on who owns what");
    }
    bool made = account_.made_by != kNone && account_.made_by > volume_;
    if (made) return refuse("volume", "the user is made behind VOLUME");
    plan_.run = volume_;
  }

  // A COPY gives root the directories that it finds below its target, where its source has such.
  bool takes_back(std::size_t i) const {
    const Instruction& copy = instructions_[i];
    bool chosen = std::find(plan_.copies.begin(), plan_.copies.end(), i) != plan_.copies.end();
    if (!is_copy(copy) || copy.args.size() < 2 || chosen || names_files_only(copy)) return false;
    auto target = path_at(model_, chain_, i, copy.args.back().value);
    return !target ||
           std::any_of(plan_.directories.begin(), plan_.directories.end(),
                       [&](const std::string& each) { return each != *target && is_below(each, *target); });
  }

  bool makes(std::size_t run, std::string_view directory) const {
    const model::Effects& effects = model_.effects(run);
    return std::any_of(effects.paths.begin(), effects.paths.end(), [&](const model::PathEffect& effect) {
      bool mkdir =
          effect.command < effects.commands.size() && effects.commands[effect.command].program == "mkdir";
      return mkdir && effect.certain && effect.access == model::Access::kWrite &&
             effect.place == model::Place::kImage && is_below(effect.path, directory);
    });
  }

  // WORKDIR makes its directory, and RUN may have.
  void skip_made() {
    for (const std::string& each : plan_.directories) {
      bool made = std::any_of(chain_.instructions.begin(), chain_.instructions.end(), [&](std::size_t i) {
        if (i >= plan_.run) return false;
        if (instructions_[i].keyword == Keyword::kRun) return makes(i, each);
        if (instructions_[i].keyword != Keyword::kWorkdir) return false;
        auto path = path_at(model_, chain_, i, instructions_[i].rest_text());
        return path && is_below(*path, each);
      });
      if (!made) plan_.missing.push_back(each);
    }
  }

  std::size_t last_copy() const {
    std::size_t last = 0;
    for (std::size_t i = first_; i < end_; ++i) {
      if (is_copy(instructions_[i])) last = i;
    }
    return last;
  }

  void assume() {
    auto& all = plan_.assumptions;
    if (reads_only_) {
      bool nowhere = source_.answer == SourceWrites::Answer::kNowhere;
      all.push_back("its source stays root's: the files of it in the build context (" +
                    std::to_string(source_.files) + ") write " +
                    (nowhere ? "nothing" : "to the directories named here alone") +
                    "; assumed: nor do the libraries that they use");
    } else if (!account_.has_tools) {
      all.push_back("assumed: the process makes no files: no directory of the image becomes the user's");
    } else if (!has_own_directory()) {
      all.push_back("assumed: the process writes to no directory but /tmp and its home" +
                    std::string(plan_.directories.empty() ? "" : ", and those named here"));
    } else if (root_copies_ > 0 || !process_.interpreted) {
      all.push_back("assumed: what was copied or made in " + *chain_.workdir +
                    " is only read; new files can be made there, as it is not known that none are");
    } else if (may_be_made_by_run(*chain_.workdir)) {
      all.push_back("assumed: what RUN made in " + *chain_.workdir + " is only read");
    }
    if (!assumes_empty_.empty())
      all.push_back("assumed: the directories that are copied hold nothing for the volume " + assumes_empty_);
    if (volume_ != kNone)
      all.push_back(
          "volumes that exist already, and directories of the host, keep their owner: change it once");
    if (takes_from_context(instructions_))
      all.push_back("assumed: the files of the build context may be read by everybody");
  }

  // By more than packages, which lie elsewhere.
  bool may_be_made_by_run(std::string_view directory) const {
    return std::any_of(chain_.instructions.begin(), chain_.instructions.end(), [&](std::size_t i) {
      if (instructions_[i].keyword != Keyword::kRun) return false;
      auto works_in = directory_at(model_, chain_, i);
      bool inside =
          !works_in || is_below(*works_in, directory) || contains(instructions_[i].rest_text(), directory);
      auto calls = model_.run_script(i).calls;
      bool packages = !calls.empty() && std::all_of(calls.begin(), calls.end(), [](const model::Call& call) {
        const model::Invocation& of = call.invocation;
        std::string_view manager = of.manager();
        bool everywhere = manager == "npm" && (of.has("-g") || of.has("--global"));
        return manager == "apt" || manager == "apk" || manager == "rpm" || everywhere ||
               (manager == "pip" && installs_plainly(of)) || of.program() == "rm" || of.program() == "mkdir";
      });
      return inside && !packages;
    });
  }

  const model::BuildModel& model_;
  const Chain& chain_;
  const model::Context* context_;
  const Process& process_;
  const Account& account_;
  std::span<const Instruction> instructions_;
  std::size_t first_;
  std::size_t end_;
  std::size_t last_run_ = kNone;
  std::size_t volume_ = kNone;  // the first of the stage
  int root_copies_ = 0;         // that stay root's although the process may write to them
  bool reads_only_ = false;     // the process writes nothing to its working directory
  SourceWrites source_;
  std::vector<std::string> volumes_;
  std::string assumes_empty_;  // a volume into which what is copied may bring files
  Ownership plan_;
};

}  // namespace

Ownership plan_ownership(const model::BuildModel& model, const Chain& chain, const model::Context* context,
                         const Process& process, const Account& account) {
  return Planner(model, chain, context, process, account).plan();
}

}  // namespace dockhone::transforms::nonroot
