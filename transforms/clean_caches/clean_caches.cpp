// clean-caches: what a package manager fetched to choose from is removed in the RUN that fetched it: in a
// later layer it would only be hidden. docs/passes/clean-caches.md argues each rule.
#include <algorithm>
#include <optional>
#include <vector>

#include "cleaner.h"
#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "manager.h"
#include "mounts.h"
#include "tail.h"
#include "transforms/passes.h"
#include "transforms/shared/node.h"
#include "transforms/shared/runs.h"

namespace dockhone::transforms {

namespace {

using namespace clean_caches;
using syntax::Instruction;
using syntax::Keyword;

struct Reader {
  std::size_t instruction = 0;
  std::string program;  // "" where the RUN is not understood
  bool sure = false;
};

class Cleaning {
 public:
  Cleaning(const model::BuildModel& model, rewrite::Proposal& proposal)
      : model_(model), document_(model.document()), proposal_(proposal) {}

  // Somebody, perhaps this pass, has chosen what this RUN keeps.
  bool mounts_already(std::size_t index) const {
    auto flags = std::span(document_.instructions()[index].flags);
    return std::any_of(flags.begin(), flags.end(), [](const syntax::Flag& flag) {
      return flag.name == "mount" && flag.value.find("type=cache") != std::string_view::npos;
    });
  }

  // Caches that the RUN makes, into mounts. False where there is none to mount: then they may be removed.
  bool mount(std::size_t index, const model::RunScript& script) {
    std::vector<const Mount*> wanted;
    rewrite::Draft draft;
    for (const Mount& each : mounts()) {
      if (!makes(script, each.cleaner) || has_mount(index, each.cleaner) || !is_at_home(model_, index, each))
        continue;
      if (auto reader = later_reader(index, each.cleaner)) {
        decline_for(index, each.cleaner, *reader);
        continue;
      }
      rewrite::Draft so_far = draft;
      if (keep_cache(model_, index, each, draft)) {
        wanted.push_back(&each);
      } else {
        draft = std::move(so_far);
        proposal_.decline(document_.instructions()[index].span, "cleaning",
                          "it removes " + std::string(each.cleaner.cache) +
                              " in a way that cannot be taken out, and would empty a cache mount");
      }
    }
    if (wanted.empty()) return false;
    if (has_old_frontend()) {
      proposal_.decline(document_.instructions()[index].span, "old-syntax",
                        "the version in its syntax directive has no cache mounts yet");
      return false;
    }
    draft.place = document_.instructions()[index].span;
    draft.risk = rewrite::Risk::kReview;
    draft.what = "keep what the package manager fetches in a cache mount";
    draft.why = "it stays out of the image, and the next build need not fetch it again";
    draft.evidence.push_back("cache mounts need BuildKit, or buildah 1.24");
    for (const Mount* each : wanted) {
      draft.differences.push_back(
          {rewrite::Difference::Kind::kCacheMount, "", "", std::string(each->target)});
    }
    draft.edits.push_back(add_mounts(model_, index, wanted));
    proposal_.change(std::move(draft));
    return true;
  }

  void run(std::size_t index, const model::RunScript& script) {
    std::vector<const Cleaner*> wanted;
    std::vector<const model::Call*> makers;
    const std::vector<std::string_view> made = made_caches(script);
    for (const Cleaner& cleaner : cleaners()) {
      if (std::find(made.begin(), made.end(), cleaner.cache) == made.end()) continue;
      const model::Call* maker = left_over(script, cleaner);
      if (maker == nullptr || !may_remove(index, cleaner, *maker)) continue;
      if (has_mount(index, cleaner)) {
        proposal_.decline(document_.instructions()[index].span, "cache-mount",
                          "a cache mount keeps " + std::string(cleaner.cache) + " out of the image");
        continue;
      }
      if (auto no = manager_gone(script, cleaner, *maker, command_of(index, cleaner, maker->invocation))) {
        proposal_.decline(document_.instructions()[index].span, no->reason, std::move(no->why));
        continue;
      }
      bool by_program =
          !cleaner.program.empty() && command_of(index, cleaner, maker->invocation) != cleaner.files;
      if (by_program && may_stand_in_removed_directory(index)) {
        proposal_.decline(document_.instructions()[index].span, "directory-removed",
                          "the script ends in a directory that it removed, where " +
                              std::string(cleaner.program) + " may not start");
        continue;
      }
      if (auto reader = later_reader(index, cleaner)) {
        decline_for(index, cleaner, *reader);
        continue;
      }
      wanted.push_back(&cleaner);
      makers.push_back(maker);
    }
    if (!wanted.empty()) change(index, wanted, makers);
  }

 private:
  bool has_old_frontend() const {
    std::string_view text = document_.text();
    for (std::string_view version : {"docker/dockerfile:1.0", "docker/dockerfile:1.1"}) {
      std::size_t at = text.find(version);
      if (at != std::string_view::npos &&
          (at + version.size() == text.size() ||
           text.find_first_of("0123456789", at + version.size()) != at + version.size()))
        return true;
    }
    return false;
  }

  static bool makes(const model::RunScript& script, const Cleaner& cleaner) {
    return std::any_of(script.calls.begin(), script.calls.end(), [&](const model::Call& call) {
      const model::VerbFacts* verb = call.invocation.verb();
      if (verb == nullptr || !call.invocation.peeled().empty()) return false;
      auto caches = verb->deeds->makes_caches;
      return std::find(caches.begin(), caches.end(), cleaner.cache) != caches.end();
    });
  }

  static std::vector<std::string_view> made_caches(const model::RunScript& script) {
    std::vector<std::string_view> made;
    for (const model::Call& call : script.calls) {
      const model::VerbFacts* verb = call.invocation.verb();
      if (verb == nullptr) continue;
      made.insert(made.end(), verb->deeds->makes_caches.begin(), verb->deeds->makes_caches.end());
    }
    return made;
  }

  // The last call that makes the cache, when nothing behind it in the script removes it again.
  const model::Call* left_over(const model::RunScript& script, const Cleaner& cleaner) const {
    const model::Call* maker = nullptr;
    for (const model::Call& call : script.calls) {
      Use use = use_of(script, call, cleaner);
      if (use == Use::kMakes || use == Use::kRefreshes) maker = &call;
      if (use == Use::kRemoves || use == Use::kRemovesSome) maker = nullptr;
    }
    // A cleaning in words that are not understood.
    if (maker != nullptr &&
        script.text.substr(maker->invocation.command().span.end).find(cleaner.path) != std::string_view::npos)
      return nullptr;
    return maker;
  }

  bool has_mount(std::size_t index, const Cleaner& cleaner) const {
    for (const syntax::Flag& flag : document_.instructions()[index].flags) {
      if (flag.name != "mount") continue;
      if (flag.value.find(cleaner.path) != std::string_view::npos) return true;
      bool home = flag.value.find("/root") != std::string_view::npos && !cleaner.needed;
      bool cache =
          flag.value.find("/var/cache") != std::string_view::npos && cleaner.path.starts_with("/var/cache");
      if (home || cache) return true;
    }
    return false;
  }

  // Who made it can remove it, if it is his own, or he is root.
  bool may_remove(std::size_t index, const Cleaner& cleaner, const model::Call& maker) const {
    if (!cleaner.of_root) return maker.invocation.peeled().empty();
    bool wrapped = !maker.invocation.peeled().empty() && !maker.invocation.wrapped_by("sudo");
    return !wrapped && document_.instructions()[index].keyword == Keyword::kRun;
  }

  // The first command behind the RUN that needs the cache, in this stage or one that is built on it.
  std::optional<Reader> later_reader(std::size_t index, const Cleaner& cleaner) const {
    if (!cleaner.needed) return std::nullopt;
    std::size_t stage = model_.stage_of(index);
    return reader_from(stage, index + 1, cleaner);
  }

  std::optional<Reader> reader_from(std::size_t stage, std::size_t first, const Cleaner& cleaner) const {
    auto instructions = document_.instructions();
    for (std::size_t i = first; i < model_.stages()[stage].end; ++i) {
      const Instruction& each = instructions[i];
      bool starts_later = each.keyword == Keyword::kOnbuild || each.keyword == Keyword::kCmd ||
                          each.keyword == Keyword::kEntrypoint;
      if (starts_later && installs_without_fetching(each.span.in(document_.text())))
        return Reader{i, "", false};
      if (each.keyword != Keyword::kRun) continue;
      const model::RunScript& script = model_.run_script(i);
      if (script.script == nullptr) {
        std::string_view text = each.span.in(document_.text());
        bool suspicious = text.find("apt") != std::string_view::npos ||
                          text.find("apk") != std::string_view::npos ||
                          text.find(".sh") != std::string_view::npos;
        if (suspicious) return Reader{i, "", false};
        continue;
      }
      for (const model::Call& call : script.calls) {
        Use use = use_of(script, call, cleaner);
        if (use == Use::kRefreshes) return std::nullopt;
        if (use == Use::kReads || use == Use::kRemovesSome)
          return Reader{i, std::string(call.invocation.program()), true};
        if (use == Use::kUnknown) return Reader{i, std::string(call.invocation.called()), false};
      }
    }
    for (const model::Stage& other : model_.stages()) {
      bool built_on = other.base.kind == model::BaseRef::Kind::kStage && other.base.stage == stage;
      if (!built_on) continue;
      if (auto reader = reader_from(other.index, other.from + 1, cleaner)) return reader;
    }
    return std::nullopt;
  }

  // Of text that is not read as a script here: triggers and what the container starts.
  static bool installs_without_fetching(std::string_view text) {
    bool installs = text.find("apt-get install") != std::string_view::npos ||
                    text.find("apt install") != std::string_view::npos ||
                    text.find("apk add") != std::string_view::npos;
    return installs && text.find("update") == std::string_view::npos &&
           text.find("--no-cache") == std::string_view::npos;
  }

  void decline_for(std::size_t index, const Cleaner& cleaner, const Reader& reader) {
    std::string cache(cleaner.cache);
    std::string who = reader.program.empty() ? "a later instruction" : "a later " + reader.program;
    std::string why = reader.sure
                          ? who + " reads what this RUN fetched (" + cache + ") without fetching it again"
                          : who + " may read what this RUN fetched (" + cache + ")";
    proposal_.decline(document_.instructions()[index].span, reader.sure ? "read-later" : "may-be-read-later",
                      std::move(why));
  }

  bool may_stand_in_removed_directory(std::size_t index) const {
    const model::Effects& effects = model_.effects(index);
    const auto& before = model_.before(index).workdir;
    bool moves = effects.changes_directory;
    return std::any_of(effects.paths.begin(), effects.paths.end(), [&](const model::PathEffect& each) {
      if (each.access != model::Access::kRemove || each.place != model::Place::kImage) return false;
      std::string path = each.path.substr(0, each.path.find_first_of("*?["));
      bool all = path.size() < each.path.size();
      while (path.size() > 1 && path.ends_with('/')) path.pop_back();
      if (!effects.directory) return moves || each.extent == model::Extent::kTree || !before;
      if (!each.path.starts_with('/')) return moves;
      return is_within(*effects.directory, path) && !(all && *effects.directory == path);
    });
  }

  // `npm config set cache ...`, `npm set ...`
  bool changes_settings(std::size_t index, std::string_view program) const {
    auto calls = model_.run_script(index).calls;
    return std::any_of(calls.begin(), calls.end(), [&](const model::Call& call) {
      const auto args = call.invocation.args();
      return call.invocation.program() == program &&
             std::any_of(args.begin(), args.end(), [](const model::Arg& arg) {
               return !arg.known || arg.text == "config" || arg.text == "c" || arg.text == "set";
             });
    });
  }

  // The cache's files, where they surely are: nothing that the file shows moves them.
  std::string command_of(std::size_t index, const Cleaner& cleaner, const model::Invocation& maker) const {
    std::string_view script = model_.run_script(index).text;
    const model::State& state = model_.before(index);
    bool moved = cleaner.files.empty() || !is_node_since(model_.base_under(model_.stage_of(index)), 8) ||
                 maker.has("--cache") || contains(script, "HOME=") ||
                 state.lookup("HOME").state != syntax::Lookup::State::kUnset ||
                 changes_settings(index, maker.program());
    for (std::string_view name : cleaner.variables) {
      moved |= state.lookup(name).state != syntax::Lookup::State::kUnset || contains(script, name);
    }
    return std::string(moved ? cleaner.command : cleaner.files);
  }

  void change(std::size_t index, const std::vector<const Cleaner*>& wanted,
              const std::vector<const model::Call*>& makers) {
    std::vector<std::string> commands;
    rewrite::Draft draft;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const model::Invocation& maker = makers[i]->invocation;
      bool sudo = wanted[i]->of_root && maker.wrapped_by("sudo");
      std::string command = command_of(index, *wanted[i], maker);
      std::string_view directory = maker.called().substr(0, maker.called().size() - maker.program().size());
      bool of_program = !wanted[i]->program.empty() && command == wanted[i]->command;
      commands.push_back((sudo ? "sudo " : "") + (of_program ? std::string(directory) : "") + command);
      if (sudo) draft.differences.push_back({rewrite::Difference::Kind::kAddedCommand, "", "", "sudo"});
      draft.differences.push_back({rewrite::Difference::Kind::kAddedCommand, "", "", std::move(command)});
    }
    for (const Cleaner* cleaner : wanted) {
      std::string all(cleaner->command.substr(cleaner->command.rfind(' ') + 1));
      // A removal of the author's, later, finds nothing left.
      if (cleaner->needed) draft.differences.push_back({rewrite::Difference::Kind::kWords, "rm", all, all});
    }
    Tail tail = append_commands(model_, index, commands);
    const Instruction& run = document_.instructions()[index];
    if (!tail.edit) return proposal_.decline(run.span, tail.no.reason, std::move(tail.no.why));
    draft.place = run.span;
    draft.risk = rewrite::Risk::kReview;
    draft.what = "remove what the package manager fetched, in the same layer";
    draft.why = "removed later, it would stay in the layer below";
    for (const Cleaner* cleaner : wanted) {
      if (cleaner->needed)
        draft.evidence.push_back("no later command of the Dockerfile needs " + std::string(cleaner->cache) +
                                 " without fetching it again");
    }
    draft.edits.push_back(std::move(*tail.edit));
    proposal_.change(std::move(draft));
  }

  const model::BuildModel& model_;
  const syntax::Document& document_;
  rewrite::Proposal& proposal_;
};

constexpr std::string_view kStyle[] = {"remove", "mounts"};
constexpr rewrite::OptionSpec kOptions[] = {{"style", kStyle,
                                             "remove: in the RUN that made them; mounts: cache mounts for "
                                             "apt's lists, pip and npm, and the rest is removed"}};

void run(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal) {
  Cleaning cleaning(model, proposal);
  bool mounts = rewrite::option(facts, kCleanCaches, "style") == "mounts";
  for_each_script(model, proposal,
                  {"install", "update", "add", "npm", "yarn", "composer", "conda", "upgrade"},
                  [&](std::size_t index, const model::RunScript& script) {
                    if (mounts && (cleaning.mounts_already(index) || cleaning.mount(index, script))) return;
                    if (model.stages()[model.stage_of(index)].shipped) cleaning.run(index, script);
                  });
}

}  // namespace

const rewrite::Pass kCleanCaches = {"clean-caches", "Remove package-manager caches in the RUN that made them",
                                    rewrite::Risk::kReview, run, kOptions};

}  // namespace dockhone::transforms
