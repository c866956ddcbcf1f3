#include "copies.h"

#include <algorithm>

#include "chain.h"
#include "dockhone/base/contains.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

using syntax::Instruction;
using syntax::Keyword;

bool is_copy(const Instruction& instruction) {
  return instruction.keyword == Keyword::kCopy || instruction.keyword == Keyword::kAdd;
}

bool is_remote(const Instruction& copy) {
  return copy.keyword == Keyword::kAdd && contains_any(copy.rest_text(), {"://", "git@"});
}

bool names_files_only(const Instruction& copy) {
  auto sources = copy.args.first(copy.args.size() - 1);
  return std::all_of(sources.begin(), sources.end(), [](const syntax::Argument& source) {
    std::string_view name = base_name(source.value);
    auto dot = name.find('.', 1);
    return lists::kPlainNames.contains(name) || (dot != std::string_view::npos && name != "..");
  });
}

bool takes_from_context(std::span<const Instruction> instructions) {
  return std::any_of(instructions.begin(), instructions.end(), [](const Instruction& each) {
    return is_copy(each) && each.flag("from") == nullptr && each.heredocs.empty() && !is_remote(each);
  });
}

bool is_blind_to_owners(const model::BuildModel& model, std::size_t run, bool has_own_directory) {
  const model::Effects& effects = model.effects(run);
  if (effects.commands.empty()) return false;
  for (const model::CommandEffect& command : effects.commands) {
    if (command.program.empty()) return false;
    bool installs = lists::kInstallsBeside.contains(command.program) && has_own_directory;
    if (!installs && !lists::kBlindToOwners.contains(command.program)) return false;
  }
  for (const model::Call& call : model.run_script(run).calls) {
    if (!installs_plainly(call.invocation)) return false;
  }
  return true;
}

bool installs_plainly(const model::Invocation& call) {
  bool installs = lists::kInstallsBeside.contains(call.program());
  if (installs)
    return call.kind() == model::VerbKind::kInstall || call.kind() == model::VerbKind::kClean ||
           call.kind() == model::VerbKind::kConfigure;
  if (call.manager() != "pip") return true;
  // A project is built by its own code, which may ask git for its version.
  auto operands = call.operands();
  bool project = call.has("-e") || call.has("--editable") ||
                 std::any_of(operands.begin(), operands.end(), [](const model::Arg* a) {
                   return !a->known || a->text.find_first_of("./") == 0;
                 });
  return !project;
}

}  // namespace dockhone::transforms::nonroot
