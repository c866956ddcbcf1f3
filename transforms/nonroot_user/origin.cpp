#include "origin.h"

#include <algorithm>
#include <vector>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

namespace {

using syntax::Instruction;
using syntax::Keyword;

constexpr std::string_view kUsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

bool is_glob(std::string_view text) { return text.find_first_of("*?[") != std::string_view::npos; }

// What the file itself puts in front of PATH, or sets it to; a part that depends on a variable names no
// directory.
std::string path_variable(const model::BuildModel& model, const Chain& chain) {
  std::string directories;
  for (std::size_t i : chain.instructions) {
    const Instruction& env = model.document().instructions()[i];
    if (env.keyword != Keyword::kEnv) continue;
    for (const syntax::KeyValue& pair : env.pairs) {
      if (pair.key_text != "PATH") continue;
      std::string text;
      for (char c : pair.value_text) {
        if (c != '"' && c != '\'') text += c;
      }
      directories = directories.empty() ? text : text + ':' + directories;
    }
  }
  return directories;
}

class Search {
 public:
  Search(const model::BuildModel& model, const Chain& chain, const model::Context* context)
      : model_(model), chain_(chain), context_(context) {}

  // Of the last instruction that brings the path; kBase where there is none.
  Origin find(const std::string& path) {
    for (auto i = chain_.instructions.rbegin(); i != chain_.instructions.rend(); ++i) {
      const Instruction& instruction = model_.document().instructions()[*i];
      Keyword keyword = instruction.keyword;
      if (keyword == Keyword::kRun && writes(*i, path)) return {Origin::Kind::kBuilt, {}, false};
      if (keyword != Keyword::kCopy && keyword != Keyword::kAdd) continue;
      Origin found = copied(*i, instruction, path);
      if (found.kind != Origin::Kind::kBase) return found;
    }
    return {};
  }

 private:
  bool writes(std::size_t index, std::string_view path) const {
    const model::Effects& effects = model_.effects(index);
    for (const model::PathEffect& effect : effects.paths) {
      std::string_view by = effect.command < effects.commands.size()
                                ? effects.commands[effect.command].program
                                : std::string_view();
      bool keeps = by == "chmod" || by == "chown" || by == "chgrp" || by == "touch" || by == "dos2unix";
      // A manifest keeps its scripts when what it lists is installed.
      if (keeps || lists::kInstallsBeside.contains(by)) continue;
      if (effect.access == model::Access::kWrite && effect.extent == model::Extent::kExact &&
          effect.path == path)
        return true;
    }
    return false;
  }

  Origin copied(std::size_t index, const Instruction& copy, const std::string& path) {
    if (copy.args.size() < 2) return {};
    auto sources = copy.args.first(copy.args.size() - 1);
    auto target = path_at(model_, chain_, index, copy.args.back().value);
    if (!target || !is_below(path, *target)) return {};
    bool into = copy.args.back().value.ends_with('/') || sources.size() > 1;
    for (const syntax::Argument& source : sources) {
      Origin found = one(index, copy, source, *target, path, into);
      if (found.kind != Origin::Kind::kBase) return found;
    }
    return {};
  }

  Origin one(std::size_t index, const Instruction& copy, const syntax::Argument& source,
             const std::string& target, const std::string& path, bool into) {
    for (const syntax::Heredoc& heredoc : copy.heredocs) {
      if (heredoc.op != source.span) continue;
      bool here = path == target || path == joined_path(target, heredoc.name);
      return here ? Origin{Origin::Kind::kText, std::string(heredoc.content), true} : Origin{};
    }
    auto name = expanded(model_, index, source.value);
    std::string below = path == target ? "" : path.substr(target == "/" ? 1 : target.size() + 1);
    bool foreign = copy.flag("from") != nullptr || (name && contains(*name, "://"));
    if (!name || is_glob(*name)) return {foreign ? Origin::Kind::kBuilt : Origin::Kind::kContext, {}, false};
    std::string from = normal_path(*name);
    // A file keeps its name, or gets that of the target; a directory gives what is in it.
    bool by_name = path == target ? !into : below == base_name(from);
    if (path == target && into) return {};
    if (foreign) return {Origin::Kind::kBuilt, {}, by_name};
    if (context_ == nullptr) return {Origin::Kind::kContext, {}, by_name, by_name ? from : std::string()};
    for (const std::string& candidate : {by_name ? from : std::string(), joined_path(from, below)}) {
      const model::Context::Entry* entry = candidate.empty() ? nullptr : context_->find(candidate);
      if (entry == nullptr || entry->kind == model::Context::Kind::kDirectory) continue;
      if (entry->kind != model::Context::Kind::kFile) return {Origin::Kind::kContext, {}, by_name};
      return entry->text ? Origin{Origin::Kind::kText, *entry->text, by_name}
                         : Origin{Origin::Kind::kBinary, {}, by_name};
    }
    return context_->complete() ? Origin{} : Origin{Origin::Kind::kContext, {}, by_name};
  }

  const model::BuildModel& model_;
  const Chain& chain_;
  const model::Context* context_;
};

}  // namespace

Origin origin_of(const model::BuildModel& model, const Chain& chain, const model::Context* context,
                 std::string_view path) {
  Search search(model, chain, context);
  if (path.find('/') != std::string_view::npos) return search.find(std::string(path));
  Origin maybe;  // a directory of the context goes there, and the name is no known program's
  for (const std::string& directories : {path_variable(model, chain), std::string(kUsualPath)}) {
    std::string_view rest = directories;
    while (!rest.empty()) {
      std::string_view directory = rest.substr(0, rest.find(':'));
      rest.remove_prefix(std::min(directory.size() + 1, rest.size()));
      if (!directory.starts_with('/')) continue;
      Origin found = search.find(joined_path(directory, path));
      bool sure = found.kind != Origin::Kind::kContext || found.by_name;
      if (found.kind != Origin::Kind::kBase && sure) return found;
      if (!sure && model::find_command(path) == nullptr) maybe = found;
    }
  }
  return maybe;
}

}  // namespace dockhone::transforms::nonroot
