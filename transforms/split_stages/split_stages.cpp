// split-stages: a stage that compiles what it runs becomes a builder and a runtime stage.
#include <algorithm>

#include "dockhone/base/contains.h"
#include "transforms/passes.h"
#include "transforms/shared/lists.h"
#include "transforms/split_stages/libraries.h"
#include "transforms/split_stages/write.h"

namespace dockhone::transforms {

namespace {

using namespace split_stages;
using syntax::Keyword;

// From the text alone: most files compile nothing.
bool may_compile(const model::BuildModel& model, std::size_t index) {
  if (model.document().instructions()[index].keyword != Keyword::kRun) return false;
  IndexedText text = model.text(index);
  for (const Stack& stack : stacks()) {
    for (const Compiler& compiler : stack.compilers) {
      if (text.holds(compiler.program)) return true;
    }
  }
  return false;
}

const model::Stage* candidate(const model::BuildModel& model) {
  const model::Stage* found = nullptr;
  for (const model::Stage& stage : model.stages()) {
    if (!stage.final) continue;
    if (found != nullptr) return nullptr;
    found = &stage;
  }
  if (found == nullptr) return nullptr;
  for (std::size_t i = found->from; i < found->end; ++i) {
    if (may_compile(model, i)) return found;
  }
  return nullptr;
}

bool needs_context(const model::BuildModel& model) { return candidate(model) != nullptr; }

class Splitter {
 public:
  Splitter(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal,
           const model::Stage& stage)
      : model_(model), facts_(facts), proposal_(proposal), stage_(stage) {}

  void run() {
    for (std::size_t i = stage_.from; i < stage_.end; ++i) {
      if (!proposal_.allowed(i)) return;
    }
    if (!compiles()) return;
    auto bases = bases_of(stage_);
    if (!bases) return decline(bases.error());
    if (auto why = shape()) return decline(*why);
    if (auto why = no_entry(model_, stage_)) return decline(*why);
    Surroundings surroundings(model_, stage_, *bases);
    const model::Context* context = facts_.context.get();
    Outputs outputs(model_, stage_, surroundings, context);
    auto entry = entry_of(model_, stage_, surroundings, outputs, context);
    if (!entry) return decline(entry.error());
    auto packages = packages_of(model_, stage_, surroundings, *bases);
    if (!packages) return decline(packages.error());
    // A name that a compiler may have given is rather that of a package which has it.
    auto packaged = [&](const Process& each) {
      return each.output->any && each.by_name && packages->have(base_name(each.path));
    };
    for (const Process& each : entry->processes) {
      if (packaged(each)) entry->programs.emplace_back(base_name(each.path));
    }
    std::erase_if(entry->processes, packaged);
    CarryQuestion question{model_, stage_,    surroundings,      *bases, outputs,
                           *entry, *packages, *stack_of(*entry), context};
    if (auto why = environment(question.stack)) return decline(*why);
    if (auto why = unknown_libraries(question)) return decline(*why);
    add_healthcheck(*entry, surroundings);
    if (auto why = programs(question)) return decline(*why);
    add_companions(*packages, *bases, question.stack);
    if (!packages->kept.empty() && !packages->odd_source.empty())
      return decline({"package-source", packages->odd_source + ", and " + packages->kept[0] +
                                            " would have to come from there"});
    auto carry = carried(question);
    if (!carry) return decline(carry.error());
    bool leaner = packages->leaner || packages->left_in_layers || downloads_compiler(question.stack);
    bool gains = bases->builder != nullptr || (leaner && !has_compilers()) || !carry->not_shipped.empty();
    if (!gains)
      return decline({"brings-nothing",
                      "the stage removes what only the build needs in the RUN that "
                      "brought it, or brings nothing of the kind, as far as known"});
    auto text = write(question, *carry);
    if (!text) return decline(text.error());
    propose(question, *carry, std::move(*text));
  }

 private:
  // The stack of the first compiler that a RUN calls. Null: none is called.
  const Stack* compiles() const {
    for (std::size_t i = stage_.from; i < stage_.end; ++i) {
      if (model_.document().instructions()[i].keyword != Keyword::kRun) continue;
      for (const model::Call& call : model_.run_script(i).calls) {
        for (const Stack& stack : stacks()) {
          for (const Compiler& compiler : stack.compilers) {
            if (calls(compiler, call.invocation.program()) && makes(compiler, call)) return &stack;
          }
        }
      }
    }
    return nullptr;
  }

  const Stack* stack_of(const Entry& entry) const {
    return entry.processes.empty() ? compiles() : entry.processes[0].output->stack;
  }

  static bool makes(const Compiler& compiler, const model::Call& call) {
    auto has = [&](Words words, std::string_view word) {
      return std::find(words.begin(), words.end(), word) != words.end();
    };
    std::string_view verb = call.invocation.verb_name();
    if (!compiler.configures.empty() && !compiler.tree) return false;
    return compiler.build.empty() || !compiler.through.empty() || has(compiler.build, verb) ||
           has(compiler.install, verb);
  }

  // What the compiler's packages or archive brought along.
  void add_companions(Packages& packages, const Bases& bases, const Stack& stack) const {
    bool tls = std::any_of(packages.kept.begin(), packages.kept.end(), [](const std::string& each) {
      return contains(each, "ssl") || contains(each, "tls") || contains(each, "curl");
    });
    if (bases.builder != nullptr && bases.builder->links && tls)
      packages.kept.emplace_back("ca-certificates");
    if (bases.builder != nullptr || packages.manager.empty()) return;
    if (packages.dropped.empty() && !downloads_compiler(stack)) return;
    for (std::string_view each : packages.manager == "apt" ? stack.apt_packages : stack.apk_packages) {
      auto& kept = packages.kept;
      if (std::find(kept.begin(), kept.end(), each) == kept.end()) kept.emplace_back(each);
      packages.no_frontend = true;  // tzdata asks
    }
  }

  std::optional<Decline> shape() const {
    if (stage_.end != model_.document().instructions().size())
      return Decline{"not-last", "stages follow the one that is shipped"};
    if (!facts_.build.target.empty()) return Decline{"target", "--target names the stage to build"};
    for (std::size_t i = stage_.from; i < stage_.end; ++i) {
      if (model_.document().instructions()[i].keyword == Keyword::kOnbuild)
        return Decline{"triggers", "the image has triggers (ONBUILD), which run where it is a base"};
    }
    return std::nullopt;
  }

  std::optional<Decline> environment(const Stack& stack) const {
    for (std::size_t i = stage_.from; i < stage_.end; ++i) {
      const auto& instruction = model_.document().instructions()[i];
      if (instruction.keyword != Keyword::kEnv) continue;
      for (const auto& pair : instruction.pairs) {
        if (std::find(stack.toolchain_variables.begin(), stack.toolchain_variables.end(), pair.key_text) !=
            stack.toolchain_variables.end())
          return Decline{"toolchain-runs",
                         std::string(pair.key_text) + " is set for a process that calls the compiler"};
      }
    }
    return std::nullopt;
  }

  // The base has what dropped packages would bring.
  bool has_compilers() const {
    const auto& ref = *stage_.base.image;
    bool small = ref.tag.find("slim") != std::string::npos || ref.tag.find("alpine") != std::string::npos;
    return !small && lists::kImagesWithCompilers.contains(ref.official());
  }

  bool downloads_compiler(const Stack& stack) const {
    for (std::size_t i = stage_.from; i < stage_.end; ++i) {
      for (std::string_view each : stack.downloads) {
        if (contains(model_.document().instructions()[i].rest_text(), each)) return true;
      }
    }
    return false;
  }

  // Its first program is one of those that the container runs.
  void add_healthcheck(Entry& entry, const Surroundings& surroundings) const {
    for (std::size_t i = stage_.from; i < stage_.end; ++i) {
      const auto& instruction = model_.document().instructions()[i];
      if (instruction.keyword != Keyword::kHealthcheck || instruction.args.size() < 2) continue;
      std::string_view text = instruction.args[1].value;
      std::string first(text.substr(0, text.find_first_of(" \t")));
      auto path = surroundings.path(first, surroundings.at_end());
      bool made = std::any_of(entry.processes.begin(), entry.processes.end(), [&](const Process& each) {
        return (path && each.path == *path) || base_name(each.path) == first;
      });
      if (!made) entry.programs.push_back(first);
    }
  }

  // Programs beside the process: in every image of the distribution, or of a package that stays.
  std::optional<Decline> programs(const CarryQuestion& question) const {
    for (const std::string& name : question.entry.programs) {
      std::string_view program = base_name(name);
      if (question.packages.have(program) || in_every_image(program, question.bases.release)) continue;
      // The base is the same one.
      std::string of_image = std::string(stage_.base.image->official()) + '/' + std::string(program);
      if (question.bases.runtime.empty() && lists::kProgramsOfImages.contains(of_image)) continue;
      return Decline{"runs-others",
                     "the container runs " + name + ", which is not known to be there without the builder"};
    }
    return std::nullopt;
  }

  static bool in_every_image(std::string_view program, const image::SystemRelease& release) {
    bool alpine = release.manager == image::PackageManager::kApk;
    const List& more = alpine ? lists::kProgramsOfAlpine : lists::kProgramsOfDebian;
    bool known = alpine || release.manager == image::PackageManager::kApt;
    return lists::kProgramsEverywhere.contains(program) || (known && more.contains(program));
  }

  void decline(const Decline& why) {
    proposal_.decline(model_.document().instructions()[stage_.from].span, why.reason, why.why);
  }

  void propose(const CarryQuestion& q, const Carried& carry, Text text) {
    rewrite::Draft draft;
    auto instructions = model_.document().instructions();
    draft.place = {instructions[stage_.from].span.begin, instructions[stage_.end - 1].span.end};
    draft.risk = rewrite::Risk::kReview;
    std::string base(q.bases.runtime);
    if (base.empty()) base = "the same base without what the build needs";
    draft.what = "split into a stage that builds and one that runs, on " + base;
    bool compiler = q.bases.builder != nullptr || q.packages.leaner || downloads_compiler(q.stack);
    draft.why = std::string(compiler ? "the compiler, its packages and what it leaves behind are"
                                     : "what the build leaves behind is") +
                " shipped with every image though the process needs only what it made";
    draft.evidence.push_back("the container runs " + q.entry.text);
    for (const Process& process : q.entry.processes)
      draft.evidence.push_back(process.path + " is made by " + process.output->by);
    for (const std::string& program : q.entry.programs)
      draft.evidence.push_back(program + " is of the base image, or of a package that stays");
    for (const std::string& script : q.entry.scripts)
      draft.evidence.push_back("read in the build context: " + script);
    if (!q.bases.runtime.empty())
      draft.evidence.push_back(q.bases.runtime +
                               " is of the release that the builder's base image is made of");
    for (const Root& root : carry.roots)
      draft.evidence.push_back("copied: " + root.path + " (" + root.why + ")");
    if (!q.packages.kept.empty()) draft.evidence.push_back("packages kept: " + joined(q.packages.kept, ", "));
    for (const std::string& told : q.packages.told) draft.evidence.push_back("at run time: " + told);
    if (!q.packages.dropped.empty())
      draft.evidence.push_back("packages of the build only: " + joined(q.packages.dropped, ", "));
    if (!carry.left_behind.empty())
      draft.evidence.push_back("source that a finished program does not read: " +
                               joined(carry.left_behind, ", "));
    if (!carry.not_shipped.empty()) draft.evidence.push_back("not shipped: " + carry.not_shipped);
    if (!text.not_set_again.empty())
      draft.evidence.push_back("not set again, because it leads to directories of the builder only: " +
                               text.not_set_again.substr(0, text.not_set_again.size() - 1));
    draft.evidence.push_back(
        "assumed: the process runs no program and reads no file of the builder beside these");
    draft.evidence.push_back("adds " + std::to_string(text.added) + " instructions");
    rewrite::Difference split;
    split.kind = rewrite::Difference::Kind::kSplit;
    split.command = std::move(text.set_again);
    split.now = std::move(text.builder);
    draft.differences.push_back(std::move(split));
    draft.edits = std::move(text.edits);
    proposal_.change(std::move(draft));
  }

  const model::BuildModel& model_;
  const rewrite::Facts& facts_;
  rewrite::Proposal& proposal_;
  const model::Stage& stage_;
};

void run(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal) {
  if (const model::Stage* stage = candidate(model)) Splitter(model, facts, proposal, *stage).run();
}

}  // namespace

const rewrite::Pass kSplitStages = {
    .name = "split-stages",
    .summary = "Split a stage that compiles what it runs into a builder and a runtime stage",
    .highest = rewrite::Risk::kReview,
    .run = run,
    .needs_context = needs_context,
};

}  // namespace dockhone::transforms
