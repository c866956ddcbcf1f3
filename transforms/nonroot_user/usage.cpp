#include "usage.h"

#include <algorithm>

#include "dockhone/base/contains.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

namespace {

using syntax::Instruction;
using syntax::Keyword;

struct Shape {
  bool serves = false;  // EXPOSE or VOLUME
  bool builds = false;  // a RUN makes or installs programs by other means than packages of the system
  bool copies = false;  // something comes from the build context or another stage
  bool fills = false;   // something is put into the working directory
};

Shape shape_of(const model::BuildModel& model, const Chain& chain) {
  Shape shape;
  for (std::size_t i : chain.instructions) {
    const Instruction& instruction = model.document().instructions()[i];
    using enum Keyword;
    switch (instruction.keyword) {
      case kExpose:
      case kVolume:
        shape.serves = true;
        break;
      case kRun: {
        IndexedText text = model.text(i);
        shape.builds |= text.first_of(lists::kMakesPrograms) != nullptr;
        auto directory = directory_at(model, chain, i);
        bool inside = chain.workdir && (directory == chain.workdir || text.holds(base_name(*chain.workdir)));
        shape.fills |= inside || !instruction.heredocs.empty();
        break;
      }
      case kCopy:
      case kAdd: {
        shape.copies = true;
        auto target =
            instruction.args.empty() ? std::nullopt : path_at(model, chain, i, instruction.args.back().value);
        shape.fills |= !target || !chain.workdir || is_below(*target, *chain.workdir) ||
                       is_below(*chain.workdir, *target);
        break;
      }
      default:
        break;
    }
  }
  return shape;
}

}  // namespace

Verdict wrong_usage(const model::BuildModel& model, const Chain& chain, const Process& process) {
  for (const std::string& name : process.programs) {
    if (!lists::kToolsOfTheHome.contains(name)) continue;
    return Decline{"tool", name + " reads settings and keys that people mount into root's home directory"};
  }
  Shape shape = shape_of(model, chain);
  if (!shape.serves && !shape.copies) {
    return Decline{"tool",
                   process.programs.back() +
                       " is a tool, as it seems: people run it on directories of the host, where it has the "
                       "rights of root now"};
  }
  bool empty = chain.workdir && !is_shared_directory(*chain.workdir) && !shape.fills;
  if (empty) {
    return Decline{"mounted-directory",
                   "nothing is put into " + *chain.workdir +
                       ", where it starts: it works on what is mounted there, with the rights of root"};
  }
  if (process.packaged && shape.serves && !shape.builds) {
    return Decline{"unknown-service",
                   process.programs.back() +
                       " comes with a package, and where it keeps its data and settings is not known"};
  }
  return std::nullopt;
}

}  // namespace dockhone::transforms::nonroot
