#include "transforms/base_choice/obstacles.h"

#include <algorithm>
#include <cctype>

#include "dockhone/base/contains.h"
#include "dockhone/model/invocation.h"
#include "dockhone/shell/parser.h"
#include "dockhone/shell/visit.h"

namespace dockhone::transforms::base_choice {

namespace {

using model::Effects;
using syntax::Instruction;
using syntax::Keyword;

// Where package managers are told where packages come from, and which.
constexpr std::string_view kSources[] = {"/etc/apt/sources", "/etc/apt/preferences", "/etc/apt/trusted",
                                         "/etc/apk/repositories", "/etc/apk/keys"};

bool is_word(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; }

// Not as the end of a longer name.
bool speaks_of(std::string_view text, std::string_view what) {
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1)) {
    if (at == 0 || !is_word(text[at - 1]) || !is_word(what[0])) return true;
  }
  return false;
}

class Search {
 public:
  Search(const model::BuildModel& model, std::size_t stage, const Successor& successor, const System& system,
         const model::Context* context)
      : model_(model),
        successor_(successor),
        system_(system),
        context_(context),
        built_on_(model.stages().size()) {
    built_on_[stage] = true;
    for (std::size_t i = stage + 1; i < built_on_.size(); ++i) {
      const model::BaseRef& base = model.stages()[i].base;
      built_on_[i] = base.kind == model::BaseRef::Kind::kStage && built_on_[base.stage];
    }
  }

  Judged run() {
    // Other stages copy from these, so that paths count everywhere.
    for (const Instruction& instruction : model_.document().instructions()) texts(instruction.logical.text);
    for (std::size_t s = 0; s < built_on_.size() && !found_; ++s) {
      const model::Stage& stage = model_.stages()[s];
      for (std::size_t i = stage.from + 1; built_on_[s] && i < stage.end && !found_; ++i) instruction(i);
    }
    if (context_ != nullptr && !found_) scripts();
    return {std::move(found_), std::move(missing_)};
  }

 private:
  void stop(std::string_view reason, std::string why) {
    if (!found_) found_ = Decline{reason, std::move(why)};
  }

  void texts(std::string_view text) {
    for (std::string_view absent : successor_.absent) {
      if (speaks_of(text, absent))
        stop("java-path", "the file speaks of " + std::string(absent) + ", which " +
                              std::string(successor_.name) + " has elsewhere, or not at all");
    }
    for (auto at = text.find(successor_.home); at != text.npos; at = text.find(successor_.home, at + 1)) {
      std::string_view rest = text.substr(at + successor_.home.size());
      if (rest.starts_with('}')) rest.remove_prefix(1);
      bool same = std::any_of(successor_.home_holds.begin(), successor_.home_holds.end(),
                              [&](std::string_view below) { return rest.starts_with(below); });
      if (!same)
        stop("java-path", "what it does with " + std::string(successor_.home) +
                              ", which is another path in " + std::string(successor_.name) +
                              ", may not hold there");
    }
  }

  void instruction(std::size_t index) {
    const Instruction& each = model_.document().instructions()[index];
    for (const syntax::KeyValue& pair : each.pairs) {
      bool replaces =
          each.keyword == Keyword::kEnv && pair.key_text == "PATH" && !contains(pair.value_text, "PATH");
      if (replaces) return stop("java-path", "it sets PATH anew, without the directories of the image");
    }
    if (each.keyword == Keyword::kOnbuild) return stop("triggers", "the stage has triggers (ONBUILD)");
    if (each.keyword == Keyword::kRun && model_.run_script(index).script == nullptr)
      return stop("not-understood", "what a RUN asks of the base image is not understood");
    const Effects& effects = model_.effects(index);
    for (const model::PathEffect& path : effects.paths) {
      bool sources =
          path.access != model::Access::kRead && path.place == model::Place::kImage &&
          std::any_of(std::begin(kSources), std::end(kSources), [&](std::string_view place) {
            return path.path == "/etc/apt" || path.path == "/etc/apk" || path.path.starts_with(place);
          });
      if (sources)
        return stop("package-sources", "it changes where packages come from (" + path.path +
                                           "), which is bound to the release of the distribution");
    }
    if (each.keyword != Keyword::kRun) return;
    if (contains_any(each.logical.text, {"--repository", " -X "}) && system_.manager == "apk")
      return stop("package-sources",
                  "it names a repository of packages, which is bound to the release of the distribution");
    if (effects.changes_accounts && system_.accounts)
      return stop("accounts", "it makes accounts, whose numbers would be others");
    packages(effects);
    programs(effects);
  }

  void packages(const Effects& effects) {
    for (const model::PackageEffect& package : effects.packages) {
      if (is_foreign(package.manager))
        return stop("package", "it installs with " + std::string(package.manager) + ", which " +
                                   std::string(successor_.name) + ':' + std::string(system_.tag) +
                                   " does not have");
      if (package.manager != system_.manager || package.removed) continue;
      if (package.name.empty() || package.from_manifest)
        return stop("package", "which packages it installs is not known");
      if (!package.version.empty())
        return stop("package",
                    "it wants one version of " + package.name + ", which the other release does not have");
      if (!std::binary_search(system_.packages.begin(), system_.packages.end(), package.name))
        return stop("package", "whether " + std::string(successor_.name) + " can install " + package.name +
                                   " under that name is not known");
      installed_.push_back(package.name);
    }
  }

  void programs(const Effects& effects) {
    for (const model::CommandEffect& command : effects.commands) {
      for (std::string_view each : {"microdnf", "dnf", "yum", "rpm"}) {
        if (command.program == each)
          return stop("package", "it calls " + std::string(each) + ", which " + std::string(successor_.name) +
                                     ':' + std::string(system_.tag) + " does not have");
      }
      calls(command.program);
    }
  }

  void calls(std::string_view program) {
    for (const Gone& gone : system_.gone) {
      if (program != gone.program || has(installed_, gone.package) || has(missing_, gone.package)) continue;
      missing_.emplace_back(gone.package);
    }
  }

  // Those of the build context that the file names: it runs them, or the container does.
  void scripts() {
    for (const model::Context::Entry& entry : context_->entries()) {
      std::string_view path = entry.path;
      std::string_view name = path.substr(path.rfind('/') + 1);
      if (!entry.text || !contains(model_.document().text(), name)) continue;
      std::string_view first = std::string_view(*entry.text).substr(0, entry.text->find('\n'));
      bool is_script = first.starts_with("#!") ? contains(first, "sh") : name.ends_with(".sh");
      if (!is_script) continue;
      auto parsed = shell::parse(*entry.text, shell::Dialect::kBash);
      if (!parsed)
        return stop("not-understood",
                    "what the script " + entry.path + " asks of the base image is not understood");
      struct Visitor {
        Search& search;
        std::string_view text;
        void command(const shell::Command& each) {
          if (each.kind != shell::CommandKind::kSimple || each.words.empty()) return;
          if (auto call = model::read_invocation(each, text)) search.calls(call->program());
        }
      };
      shell::visit(*parsed->list, Visitor{*this, *entry.text});
    }
  }

  // Of another family of distributions: openjdk's later tags were Oracle Linux.
  bool is_foreign(std::string_view manager) const {
    for (std::string_view each : {"apt", "apk", "rpm", "zypper", "pacman"}) {
      if (manager == each) return manager != system_.manager;
    }
    return false;
  }

  static bool has(const std::vector<std::string>& list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
  }

  const model::BuildModel& model_;
  const Successor& successor_;
  const System& system_;
  const model::Context* context_;
  std::vector<bool> built_on_;  // by stage: it has the base, directly or not
  std::vector<std::string> installed_;
  std::vector<std::string> missing_;
  Verdict found_;
};

}  // namespace

Judged judge(const model::BuildModel& model, std::size_t stage, const Successor& successor,
             const System& system, const model::Context* context) {
  return Search(model, stage, successor, system, context).run();
}

}  // namespace dockhone::transforms::base_choice
