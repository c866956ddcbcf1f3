#include <algorithm>
#include <utility>

#include "directories.h"
#include "dockhone/base/path.h"
#include "dockhone/shell/parser.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::workdir {

namespace {

using shell::Command;
using shell::Word;
using syntax::Instruction;
using syntax::Keyword;

bool is_minimal(const model::BaseRef& base) {
  if (base.kind == model::BaseRef::Kind::kScratch) return true;
  return base.kind == model::BaseRef::Kind::kImage && base.image->official() == "busybox";
}

std::string_view parent(std::string_view path) {
  auto slash = path.rfind('/');
  return slash == 0 || slash == std::string_view::npos ? "/" : path.substr(0, slash);
}

bool is_directory_name(std::string_view source) {
  return source == "." || source == ".." || source.ends_with('/') || source.ends_with("/.");
}

// Commands that surely run, and whose failure stops the build: and-lists, the last one, or all behind `set
// -e`.
template <class Call>
void for_each_certain(const shell::Script& script, std::string_view text, Call call) {
  const auto& items = script.list->items;
  bool errexit = false;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].terminator == shell::Terminator::kBackground) return;
    bool counts = errexit || i + 1 == items.size();
    for (std::size_t k = 0; k < items[i].pipelines.size(); ++k) {
      if (k < items[i].ops.size() && items[i].ops[k] == shell::AndOrOp::kOr) return;
      const shell::Pipeline& pipeline = items[i].pipelines[k];
      if (pipeline.negated || pipeline.commands.size() != 1 ||
          pipeline.commands[0].kind != shell::CommandKind::kSimple)
        continue;
      const Command& command = pipeline.commands[0];
      if (command.words.empty()) continue;
      std::string_view name = shell::plain_literal(command.words[0], text);
      if (name == "set" && command.words.size() > 1 && k == 0) {
        std::string_view options = shell::plain_literal(command.words[1], text);
        errexit |= options.starts_with('-') && options.find('e') != std::string_view::npos;
        counts |= errexit;
      }
      if (counts) call(command, name);
    }
  }
}

}  // namespace

void Existing::add(std::string path) { paths_.insert(std::move(path)); }

bool Existing::holds(std::string_view path) const {
  if (!is_minimal(stage_.base) && lists::kDirectoriesEverywhere.contains(path)) return true;
  auto found = paths_.lower_bound(path);
  if (found != paths_.end() && *found == path) return true;
  found = paths_.lower_bound(std::string(path) + '/');  // something in it
  return found != paths_.end() && found->starts_with(std::string(path) + '/');
}

void Existing::note(std::size_t instruction, const Directory& directory) {
  const Instruction& here = model_.document().instructions()[instruction];
  if (directory.path) add(*directory.path);
  if (here.keyword == Keyword::kCopy || here.keyword == Keyword::kAdd) {
    note_copy(here, model_.before(instruction), directory);
  } else if (here.keyword == Keyword::kRun && !here.json && here.heredocs.empty()) {
    note_run(instruction, directory);
  }
}

void Existing::note_copy(const Instruction& copy, const model::State& state, const Directory& directory) {
  if (copy.args.size() < 2) return;
  auto target = expanded(copy.args.back().value, model_.document(), state);
  if (!target || target->empty()) return;
  if (target->front() != '/' && !directory.path) return;
  std::string path = joined_path(directory.path.value_or("/"), *target);
  bool into = is_directory_name(*target) || is_directory_name(copy.args.front().value);
  add(into ? path : std::string(parent(path)));
}

void Existing::note_run(std::size_t instruction, const Directory& directory) {
  const Instruction& run = model_.document().instructions()[instruction];
  std::string_view text = run.rest_text();
  bool telling = text.find("mkdir") != std::string_view::npos ||
                 text.find("clone") != std::string_view::npos || text.find("cd ") != std::string_view::npos ||
                 text.find(" -C") != std::string_view::npos;
  const model::State& state = model_.before(instruction);
  if (!telling || state.shell.dialects.empty()) return;
  const auto& script = model_.script(instruction, state.shell.dialects.front());
  if (!script) return;
  Directory current = directory;
  for_each_certain(*script, text, [&](const Command& command, std::string_view) {
    note_command(command, text, state, current);
  });
}

void Existing::note_command(const Command& command, std::string_view text, const model::State& state,
                            Directory& directory) {
  std::string_view name = shell::plain_literal(command.words[0], text);
  auto path_of = [&](const Word& word) -> std::optional<std::string> {
    auto value = value_of(word, text, state);
    if (!value || value->empty() || value->starts_with('-')) return std::nullopt;
    if (value->front() != '/' && !directory.path) return std::nullopt;
    return joined_path(directory.path.value_or("/"), *value);
  };
  auto operands = command.words.subspan(1);
  if (name == "cd") {
    auto path = operands.size() == 1 ? path_of(operands[0]) : std::nullopt;
    if (path) add(*path);
    directory.path = std::move(path);
  } else if (name == "mkdir") {
    for (std::size_t i = 0; i < operands.size(); ++i) {
      if (i > 0 && shell::plain_literal(operands[i - 1], text) == "-m") continue;
      if (auto path = path_of(operands[i])) add(std::move(*path));
    }
  } else if (name == "tar") {
    for (std::size_t i = 0; i + 1 < operands.size(); ++i) {
      if (shell::plain_literal(operands[i], text) != "-C") continue;
      if (auto path = path_of(operands[i + 1])) add(std::move(*path));
    }
  } else if (name == "git" && operands.size() > 1 && shell::plain_literal(operands[0], text) == "clone") {
    // `git clone [options] URL DIRECTORY`, or into a directory named as the repository.
    auto is_url = [&](const Word& word) { return word.span.in(text).find("://") != std::string_view::npos; };
    auto url = std::find_if(operands.begin(), operands.end(), is_url);
    if (url == operands.end()) return;
    auto at = static_cast<std::size_t>(url - operands.begin());
    if (at + 2 == operands.size()) {
      if (auto path = path_of(operands[at + 1])) add(std::move(*path));
    } else if (at + 1 == operands.size()) {
      auto address = value_of(*url, text, state);
      if (!address || !directory.path) return;
      std::string_view base = *address;
      while (base.ends_with('/')) base.remove_suffix(1);
      base = base.substr(base.rfind('/') + 1);
      if (base.ends_with(".git")) base.remove_suffix(4);
      if (!base.empty()) add(joined_path(*directory.path, base));
    }
  }
}

}  // namespace dockhone::transforms::workdir
