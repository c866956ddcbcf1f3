#include "left_empty.h"

#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

namespace {

using syntax::Instruction;
using syntax::Keyword;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._-@+").find(c) != std::string_view::npos;
}

// Makes a directory, says whose it is, or asks for it: nothing is in it afterwards.
bool leaves_empty(std::string_view program) {
  for (std::string_view each : {"mkdir", "chmod", "chown", "chgrp", "test", "["}) {
    if (program == each) return true;
  }
  return false;
}

// What a RUN says beside the commands that leave a directory empty.
std::string other_words(const model::BuildModel& model, std::size_t index) {
  const model::RunScript& script = model.run_script(index);
  if (script.script == nullptr) {
    const Instruction& run = model.document().instructions()[index];
    std::string text(run.rest_text());
    for (const syntax::Heredoc& heredoc : run.heredocs) text += '\n' + std::string(heredoc.content);
    return text;
  }
  std::string text(script.text);
  for (const model::Call& call : script.calls) {
    if (!leaves_empty(call.invocation.program())) continue;
    Span span = call.invocation.command().span;
    std::fill(text.begin() + span.begin, text.begin() + span.end, ' ');
  }
  return text;
}

// A word of the text is the path, or below it; a relative one may be, wherever its name is part of it.
bool names(std::string_view text, std::string_view path) {
  constexpr std::string_view kBetweenWords = " \t\r\n\"'`=:,;()&|<>";
  std::string_view name = base_name(path);
  for (auto at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    auto end = at + name.size();
    bool part =
        (at > 0 && is_name_character(text[at - 1])) || (end < text.size() && is_name_character(text[end]));
    if (part) continue;
    auto before = text.find_last_of(kBetweenWords, at);
    auto begin = before == text.npos ? 0 : before + 1;
    std::string_view word = text.substr(begin, text.find_first_of(kBetweenWords, at) - begin);
    bool elsewhere = word.starts_with('~') || (word.starts_with('/') && !is_below(normal_path(word), path));
    if (!elsewhere) return true;
  }
  return false;
}

class Finder {
 public:
  Finder(const model::BuildModel& model, const Chain& chain)
      : model_(model), chain_(chain), instructions_(model.document().instructions()) {}

  std::vector<std::string> find() {
    std::vector<std::string> found;
    for (std::size_t i : chain_.instructions) {
      if (instructions_[i].keyword != Keyword::kRun || !contains(instructions_[i].rest_text(), "mkdir"))
        continue;
      const model::Effects& effects = model_.effects(i);
      for (const model::PathEffect& effect : effects.paths) {
        if (effect.access != model::Access::kWrite || effect.extent != model::Extent::kExact) continue;
        bool made =
            effect.command < effects.commands.size() && effects.commands[effect.command].program == "mkdir";
        bool known = std::find(found.begin(), found.end(), effect.path) != found.end();
        if (made && !known && may_be_for_process(effect.path) && is_left_empty(effect.path))
          found.push_back(effect.path);
      }
    }
    return found;
  }

 private:
  bool may_be_for_process(std::string_view path) const {
    bool everywhere = is_shared_directory(path) || lists::kDirectoriesEverywhere.contains(path);
    if (!path.starts_with('/') || everywhere || !is_plain_path(path)) return false;
    bool of_application =
        chain_.workdir && !is_shared_directory(*chain_.workdir) && is_below(path, *chain_.workdir);
    if (of_application) return true;
    for (std::string_view other :
         {"/usr", "/home", "/var/lib/apt", "/var/cache/apt", "/var/lib/dpkg", "/var/run", "/opt/lib"}) {
      if (is_below(path, other)) return false;
    }
    return true;
  }

  bool is_left_empty(const std::string& path) const {
    return std::none_of(chain_.instructions.begin(), chain_.instructions.end(), [&](std::size_t i) {
      const Instruction& each = instructions_[i];
      using enum Keyword;
      if (each.keyword == kRun) return fills(i, path);
      if (each.keyword != kCopy && each.keyword != kAdd && each.keyword != kWorkdir) return false;
      std::string_view word = each.args.empty() ? each.rest_text() : each.args.back().value;
      auto target = path_at(model_, chain_, i, word);
      return !target || is_below(*target, path);
    });
  }

  bool fills(std::size_t run, const std::string& path) const {
    const model::Effects& effects = model_.effects(run);
    bool written =
        std::any_of(effects.paths.begin(), effects.paths.end(), [&](const model::PathEffect& effect) {
          bool other = effect.command >= effects.commands.size() ||
                       !leaves_empty(effects.commands[effect.command].program);
          return other && effect.access == model::Access::kWrite &&
                 effect.extent != model::Extent::kUnknown && effect.path.starts_with('/') &&
                 is_below(effect.path, path);
        });
    return written || names(other_words(model_, run), path);
  }

  const model::BuildModel& model_;
  const Chain& chain_;
  std::span<const Instruction> instructions_;
};

}  // namespace

std::vector<std::string> directories_left_empty(const model::BuildModel& model, const Chain& chain) {
  return Finder(model, chain).find();
}

bool makes_unknown_directories(const model::BuildModel& model, const Chain& chain) {
  if (!chain.workdir || is_shared_directory(*chain.workdir)) return false;
  return std::any_of(chain.instructions.begin(), chain.instructions.end(), [&](std::size_t i) {
    const Instruction& run = model.document().instructions()[i];
    if (run.keyword != Keyword::kRun || !contains(run.rest_text(), "mkdir")) return false;
    const model::Effects& effects = model.effects(i);
    return std::any_of(effects.paths.begin(), effects.paths.end(), [&](const model::PathEffect& effect) {
      bool made =
          effect.command < effects.commands.size() && effects.commands[effect.command].program == "mkdir";
      bool known = effect.extent == model::Extent::kExact || effect.extent == model::Extent::kTree;
      if (!made) return false;
      // Go's own tree, for its sources.
      std::string_view words = effects.commands[effect.command].span.in(model.run_script(i).text);
      bool inside =
          (effect.path.empty() && !contains(words, "GOPATH")) || is_below(effect.path, *chain.workdir);
      return effect.access == model::Access::kWrite && !known && inside;
    });
  });
}

std::string home_of_file(const model::BuildModel& model, const Chain& chain) {
  std::string_view home;
  for (std::size_t i : chain.instructions) {
    const Instruction& env = model.document().instructions()[i];
    if (env.keyword != Keyword::kEnv) continue;
    for (const syntax::KeyValue& pair : env.pairs) {
      if (pair.key_text == "HOME") home = pair.value_text;
    }
  }
  if (!home.starts_with('/') || !is_plain_path(home)) return {};
  std::string path = normal_path(home);
  return is_shared_directory(path) ? std::string() : path;
}

bool is_plain_path(std::string_view path) {
  return std::all_of(path.begin(), path.end(), [](char c) { return c == '/' || is_name_character(c); });
}

}  // namespace dockhone::transforms::nonroot
