#include "transforms/split_stages/context_files.h"

#include "dockhone/base/path.h"
#include "transforms/split_stages/outputs.h"

namespace dockhone::transforms::split_stages {

using syntax::Instruction;
using syntax::Keyword;

std::string context_file(const model::BuildModel& model, const model::Stage& stage,
                         const Surroundings& surroundings, const model::Context* context,
                         const std::string& path) {
  if (context == nullptr) return {};
  auto instructions = model.document().instructions();
  for (std::size_t i = stage.end; i-- > stage.from;) {
    const Instruction& copy = instructions[i];
    bool copies = copy.keyword == Keyword::kCopy || copy.keyword == Keyword::kAdd;
    if (!copies || copy.flag("from") != nullptr || copy.args.size() < 2) continue;
    auto to = surroundings.path(copy.args.back().value, surroundings.before(i));
    if (!to || !within(path, *to)) continue;
    std::string rest = path == *to ? "" : path.substr(*to == "/" ? 1 : to->size() + 1);
    for (std::size_t s = 0; s + 1 < copy.args.size(); ++s) {
      std::string from = normal_path(copy.args[s].value);
      if (from == "/") from = ".";
      const auto* entry = context->find(from);
      bool file = entry != nullptr && entry->kind == model::Context::Kind::kFile;
      if (file && (rest.empty() || rest == base_name(from))) return from;
      if (file || rest.empty()) continue;
      std::string below = from == "." ? rest : from + '/' + rest;
      if (const auto* found = context->find(below);
          found != nullptr && found->kind == model::Context::Kind::kFile)
        return below;
    }
  }
  return {};
}

}  // namespace dockhone::transforms::split_stages
