#include "chain.h"

#include <algorithm>

#include "dockhone/base/path.h"
#include "dockhone/image/configuration.h"
#include "dockhone/syntax/expand.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

namespace {

using model::BaseRef;
using model::Stage;
using syntax::Keyword;

bool is_empty(const syntax::Instruction& entrypoint) {
  return entrypoint.json ? entrypoint.args.empty() : entrypoint.rest.empty();
}

void note(const model::BuildModel& model, std::size_t index, bool& cmd_is_own, Chain& chain) {
  const syntax::Instruction& instruction = model.document().instructions()[index];
  switch (instruction.keyword) {
    case Keyword::kUser:
      chain.user = index;
      break;
    case Keyword::kCmd:
      chain.cmd = index;
      cmd_is_own = true;
      break;
    case Keyword::kEntrypoint:
      chain.entrypoint = is_empty(instruction) ? model::kNone : index;
      // An ENTRYPOINT drops the CMD of what the stage starts from.
      if (!cmd_is_own) chain.cmd = model::kNone;
      break;
    case Keyword::kWorkdir: {
      auto path = expanded(model, index, instruction.rest_text());
      bool absolute = path && path->starts_with('/');
      if (!path || (!absolute && !chain.workdir)) {
        chain.workdir = std::nullopt;
      } else {
        chain.workdir = absolute ? normal_path(*path) : joined_path(*chain.workdir, *path);
      }
      break;
    }
    default:
      break;
  }
}

// `cd DIRECTORY && ...`: the program works there.
void enter(const model::BuildModel& model, Chain& chain) {
  std::size_t first = chain.entrypoint != model::kNone ? chain.entrypoint : chain.cmd;
  if (first == model::kNone || model.document().instructions()[first].json || !chain.workdir) return;
  std::string_view text = model.document().instructions()[first].rest_text();
  if (!text.starts_with("cd ")) return;
  text.remove_prefix(3);
  std::string_view directory = text.substr(0, text.find_first_of(" ;&"));
  std::string_view behind = text.substr(directory.size());
  behind.remove_prefix(std::min(behind.find_first_not_of(' '), behind.size()));
  bool plain = directory.find_first_of("$~\"'\\`*") == std::string_view::npos && !directory.empty();
  if (!plain || !(behind.starts_with("&&") || behind.starts_with(';'))) return;
  chain.workdir = joined_path(*chain.workdir, directory);
  chain.enters = true;
}

std::optional<std::string> start_directory(const BaseRef& base) {
  if (base.kind == BaseRef::Kind::kScratch) return "/";
  if (base.kind != BaseRef::Kind::kImage) return std::nullopt;
  const image::Configuration* known = image::find_configuration(*base.image);
  if (known == nullptr || known->workdir.empty() || image::is_onbuild(*base.image)) return std::nullopt;
  return std::string(known->workdir);
}

}  // namespace

Chain read_chain(const model::BuildModel& model, const Stage& stage) {
  std::vector<const Stage*> stages = {&stage};
  while (stages.back()->base.kind == BaseRef::Kind::kStage)
    stages.push_back(&model.stages()[stages.back()->base.stage]);
  Chain chain;
  chain.stage = &stage;
  chain.base = &stages.back()->base;
  chain.workdir = start_directory(*chain.base);
  for (auto each = stages.rbegin(); each != stages.rend(); ++each) {
    bool cmd_is_own = false;
    for (std::size_t i = (*each)->from + 1; i < (*each)->end; ++i) {
      chain.instructions.push_back(i);
      note(model, i, cmd_is_own, chain);
    }
  }
  enter(model, chain);
  return chain;
}

std::optional<std::string> expanded(const model::BuildModel& model, std::size_t instruction,
                                    std::string_view word) {
  if (word.find_first_of("$\"'\\`") == std::string_view::npos) return std::string(word);
  const model::State& state = model.before(instruction);
  auto value = syntax::expand_word(word, model.document().escape(),
                                   [&](std::string_view name) { return state.lookup(name); });
  if (!value || !value->known) return std::nullopt;
  return std::move(value->value);
}

std::optional<std::string> directory_at(const model::BuildModel& model, const Chain& chain,
                                        std::size_t instruction) {
  const model::State& state = model.before(instruction);
  if (state.workdir) return std::string(*state.workdir);
  for (std::size_t i : chain.instructions) {
    if (i >= instruction) break;
    if (model.document().instructions()[i].keyword == Keyword::kWorkdir) return std::nullopt;
  }
  return start_directory(*chain.base);
}

std::optional<std::string> path_at(const model::BuildModel& model, const Chain& chain,
                                   std::size_t instruction, std::string_view word) {
  auto path = expanded(model, instruction, word);
  if (!path || path->empty()) return std::nullopt;
  if (path->starts_with('/')) return normal_path(*path);
  auto directory = directory_at(model, chain, instruction);
  return directory ? std::optional(joined_path(*directory, *path)) : std::nullopt;
}

bool is_below(std::string_view path, std::string_view directory) {
  if (directory == "/") return true;
  return path.starts_with(directory) && (path.size() == directory.size() || path[directory.size()] == '/');
}

bool is_shared_directory(std::string_view path) {
  // Of the system by name only: nothing of it lies there.
  for (std::string_view free : {"/opt", "/srv", "/mnt"}) {
    if (path == free) return false;
  }
  if (lists::kDirectoriesEverywhere.contains(path)) return true;
  constexpr std::string_view kOfTheSystem[] = {
      "/bin",     "/boot",    "/dev",           "/etc",           "/lib",     "/lib64",
      "/proc",    "/root",    "/run",           "/sbin",          "/sys",     "/tmp",
      "/usr/bin", "/usr/lib", "/usr/local/bin", "/usr/local/lib", "/usr/sbin"};
  return path == "/usr/src" || path == "/var/www" || path == "/run" || path == "/var/run" ||
         path == "/var/spool" ||
         std::any_of(std::begin(kOfTheSystem), std::end(kOfTheSystem),
                     [&](std::string_view directory) { return is_below(path, directory); });
}

bool is_program_of_the_system(std::string_view path) {
  for (std::string_view directory : {"/bin", "/sbin", "/usr/bin", "/usr/sbin"}) {
    if (is_below(path, directory)) return true;
  }
  return false;
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace dockhone::transforms::nonroot
