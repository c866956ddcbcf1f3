#include "transforms/slim_base/needs.h"

#include <algorithm>
#include <map>

#include "transforms/shared/comment_block.h"
#include "transforms/shared/words.h"

namespace dockhone::transforms::slim_base {

namespace {

using model::Arg;
using model::Call;
using rewrite::Difference;

// An `apt-get install` that surely runs.
struct Site {
  std::size_t instruction = 0;
  const Call* call = nullptr;
};

std::string_view bare(std::string_view package) { return package.substr(0, package.find_first_of("=:/")); }

bool brings(std::string_view installed, std::string_view package) {
  if (installed == package) return true;
  return std::any_of(stand_ins().begin(), stand_ins().end(), [&](const StandIn& each) {
    return each.package == installed && each.brings.contains(package);
  });
}

class Bringer {
 public:
  Bringer(const model::BuildModel& model, const model::Stage& stage, const Variant& variant,
          std::string_view image)
      : model_(model), stage_(stage), variant_(variant), image_(image) {
    for (std::size_t i = stage.from + 1; i < stage.end; ++i) {
      if (model.document().instructions()[i].keyword != syntax::Keyword::kRun) continue;
      for (const Call& call : model.run_script(i).calls) {
        if (call.invocation.is("apt", model::VerbKind::kInstall) && !call.nested && !call.guarded)
          sites_.push_back({i, &call});
      }
    }
  }

  Needs take(const Uses& uses) {
    for (const Use& use : uses.uses) {
      if (needs_.decline) break;
      one(use);
    }
    if (!needs_.decline) write();
    return std::move(needs_);
  }

 private:
  static bool is_before(const Site& site, const Use& use) {
    if (use.at_run_time) return true;
    if (site.instruction != use.instruction) return site.instruction < use.instruction;
    return use.command != nullptr && site.call->invocation.command().span.begin < use.command->span.begin;
  }

  bool lacks(std::string_view package) const {
    return std::any_of(brought().begin(), brought().end(), [&](const Brought& each) {
      return each.package == package && each.images.contains(image_);
    });
  }

  // `with_recommended`: by an installation that takes recommended packages too.
  bool is_installed(std::string_view package, const Use& use, bool with_recommended = false) const {
    for (const Site& site : sites_) {
      if (!is_before(site, use)) continue;
      if (with_recommended && site.call->invocation.has("--no-install-recommends")) continue;
      for (const Arg* arg : site.call->invocation.operands()) {
        if (brings(bare(arg->text), package)) return true;
      }
    }
    return false;
  }

  void one(const Use& use) {
    const Brought& brought = *use.brought;
    bool there = is_installed(brought.package, use);
    if (brought.builds) {
      if (there) {
        needs_.assumptions.push_back("assumed: what " + use.program +
                                     " builds needs no header of the full image");
      } else {
        needs_.decline =
            Decline{"compiles", use.program + " builds, with compilers and headers of the full image"};
      }
      return;
    }
    std::vector<std::string_view> packages;
    if (!there) packages.push_back(brought.package);
    bool certified = is_installed(brought.package, use, true);
    for (std::string_view each : brought.with) {
      if (!certified && lacks(each) && !is_installed(each, use)) packages.push_back(each);
    }
    if (packages.empty()) return;
    for (std::string_view each : packages)
      add_once(needs_.evidence,
               {use.program + " needs the package " + std::string(each) + ", which only the full image has"});
    auto site = std::find_if(sites_.begin(), sites_.end(),
                             [&](const Site& each) { return is_before(each, use) && can_append(each); });
    if (site != sites_.end()) {
      for (std::string_view each : packages) add_to(added_[&*site], each);
      return;
    }
    own_run(use, packages);
  }

  static bool can_append(const Site& site) {
    auto operands = site.call->invocation.operands();
    return !operands.empty() && operands.back()->known && site.call->invocation.unsure() == nullptr;
  }

  void own_run(const Use& use, const std::vector<std::string_view>& packages) {
    std::size_t at = use.at_run_time ? first_step() : use.instruction;
    auto user = model::user_at(model_, at);
    bool root =
        user && (*user == "root" || *user == "0" || user->starts_with("root:") || user->starts_with("0:"));
    std::string shown = use.program + " needs the package " + std::string(packages.front()) +
                        ", which only the full image has";
    if (!variant_.listed) {
      needs_.decline =
          Decline{"needs-program", shown +
                                       ", and the stage installs no packages before: the release of the "
                                       "distribution may not be served any more"};
    } else if (!root || at == stage_.end) {
      needs_.decline =
          Decline{"needs-program", shown + ", and where it is needed no package can be installed"};
    }
    own_at_ = std::min(own_at_, at);
    for (std::string_view each : packages) add_to(own_, each);
  }

  // The process needs it: before what changes most often.
  std::size_t first_step() const {
    auto instructions = model_.document().instructions();
    for (std::size_t i = stage_.from + 1; i < stage_.end; ++i) {
      using enum syntax::Keyword;
      auto keyword = instructions[i].keyword;
      if (keyword == kRun || keyword == kCopy || keyword == kAdd || keyword == kCmd ||
          keyword == kEntrypoint || keyword == kHealthcheck)
        return i;
    }
    return stage_.end;
  }

  static void add_to(std::vector<std::string_view>& list, std::string_view package) {
    auto at = std::lower_bound(list.begin(), list.end(), package);
    if (at == list.end() || *at != package) list.insert(at, package);
  }

  void write() {
    for (const auto& [site, packages] : added_) {
      const auto& run = model_.document().instructions()[site->instruction];
      const auto& call = site->call->invocation;
      WordEdits words(model_.document(), run);
      needs_.end = std::max(needs_.end, run.span.end);
      for (std::string_view each : packages) {
        auto edit = words.append(call.command().words[call.operands().back()->word].span, each);
        if (!edit) {
          needs_.decline = broken_word();
          return;
        }
        if (each == packages.front()) {
          needs_.edits.push_back(std::move(*edit));
        } else {
          needs_.edits.back().text += edit->text;
        }
        needs_.differences.push_back(
            {Difference::Kind::kWords, std::string(call.program()), "", std::string(each)});
      }
    }
    if (!own_.empty()) write_own_run();
  }

  void write_own_run() {
    const auto& document = model_.document();
    const auto& next = document.instructions()[own_at_];
    std::string install = "apt-get install -y --no-install-recommends";
    for (std::string_view each : own_) install += ' ' + std::string(each);
    constexpr std::string_view kClean = "rm -rf /var/lib/apt/lists/*";
    std::string join = std::string(" ") + document.escape() + std::string(document.newline()) + " && ";
    std::string text =
        "RUN apt-get update" + join + install + join + std::string(kClean) + std::string(document.newline());
    std::uint32_t place = block_begin(document, next);
    needs_.edits.push_back({{place, place}, std::move(text)});
    needs_.end = std::max(needs_.end, next.span.end);
    needs_.evidence.push_back("adds 1 instruction: RUN makes a layer, which holds the packages");
    for (const std::string& command : {std::string("apt-get update"), install, std::string(kClean)})
      needs_.differences.push_back({Difference::Kind::kAddedCommand, "", "", command});
  }

  const model::BuildModel& model_;
  const model::Stage& stage_;
  const Variant& variant_;
  std::string_view image_;
  std::vector<Site> sites_;
  std::map<const Site*, std::vector<std::string_view>> added_;
  std::vector<std::string_view> own_;  // in a RUN of their own, before instruction own_at_
  std::size_t own_at_ = model::kNone;
  Needs needs_;
};

}  // namespace

Needs bring(const model::BuildModel& model, const model::Stage& stage, const Uses& uses,
            const Variant& variant, std::string_view image) {
  return Bringer(model, stage, variant, image).take(uses);
}

}  // namespace dockhone::transforms::slim_base
