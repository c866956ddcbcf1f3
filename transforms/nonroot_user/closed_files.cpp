#include "closed_files.h"

#include <algorithm>
#include <string>
#include <vector>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "left_empty.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

using model::Arg;
using syntax::Instruction;
using syntax::Keyword;

namespace {

bool is_octal(std::string_view text) {
  return text.size() >= 3 && text.size() <= 5 && text.find_first_not_of("01234567") == std::string_view::npos;
}

// 0700, 640, go-rwx, o=: others may neither read nor enter then.
bool closes(std::string_view mode) {
  if (is_octal(mode)) return mode.back() == '0';
  return contains_any(mode, {"o-r", "go-", "o-x", "go=,", "o=,"}) || mode.ends_with("o=");
}

// `call` has a literal word that closes: chmod's first operand, or umask's.
const Arg* closing_word(const model::Call& call) {
  std::string_view program = call.invocation.program();
  bool masks = program == "umask";
  if (!masks && program != "chmod") return nullptr;
  for (const Arg& arg : call.invocation.args()) {
    if (!arg.known) return nullptr;
    if (arg.text.starts_with('-') && !contains(arg.text, "r") && !contains(arg.text, "x")) continue;
    if (masks) return is_octal(arg.text) && arg.text.back() == '7' ? &arg : nullptr;
    if (arg.text == "-R") continue;
    return closes(arg.text) ? &arg : nullptr;
  }
  return nullptr;
}

Decline closed(std::string_view by) {
  return {"closed-files",
          std::string(by) +
              " takes away everybody else's rights to something, which may be the program, or what it reads"};
}

bool is_given(std::string_view path, const std::vector<std::string>& directories) {
  return contains(path, "/secrets") ||
         std::any_of(directories.begin(), directories.end(),
                     [&](const std::string& each) { return is_below(normal_path(path), each); });
}

// Where such a place begins as a word of its own, or behind `=`, `:` and their like; not the program itself.
std::string_view place_in(std::string_view text, bool starts, const std::vector<std::string>& directories) {
  for (std::string_view place : lists::kPlacesOfRoot) {
    for (auto at = text.find(place); at != text.npos; at = text.find(place, at + 1)) {
      bool begins =
          at == 0 || std::string_view(" \t\"'=:,(>[</").find(text[at - 1]) != std::string_view::npos;
      bool program = starts && text.find_first_not_of("[\" ") == at;
      std::string_view path = text.substr(at, text.find_first_of(" \t\n\"',:;&|)]", at) - at);
      if (begins && !program && !is_given(path, directories)) return place;
    }
  }
  return {};
}

// `> /x.log` of a shell form: the shell opens the file as the user.
bool redirects_outside(std::string_view text, const std::vector<std::string>& directories) {
  for (auto at = text.find('>'); at != text.npos; at = text.find('>', at + 1)) {
    auto target = text.substr(std::min(text.size(), text.find_first_not_of(">| \t", at)));
    bool free = target.starts_with("/dev/") || target.starts_with("/proc/") || target.starts_with("/tmp/");
    std::string_view path = target.substr(0, target.find_first_of(" \t\n;&|)"));
    if (target.starts_with('/') && !free && !is_given(path, directories)) return true;
  }
  return false;
}

}  // namespace

Verdict closed_files(const model::BuildModel& model, const Chain& chain) {
  for (std::size_t i : chain.instructions) {
    const Instruction& each = model.document().instructions()[i];
    if (const syntax::Flag* flag = each.flag("chmod"); flag != nullptr && closes(flag->value))
      return closed("--chmod=" + std::string(flag->value));
    if (each.keyword != Keyword::kRun || !model.text(i).holds_any({"chmod", "umask"})) continue;
    for (const model::Call& call : model.run_script(i).calls) {
      std::string_view words = call.invocation.command().span.in(call.invocation.script());
      // Whether something of root's home directory is needed, others ask.
      if (contains_any(words, {" ~", "/root", "$HOME", "${HOME}"})) continue;
      if (closing_word(call) != nullptr) return closed(words);
    }
  }
  return std::nullopt;
}

Verdict names_places_of_root(const model::BuildModel& model, const Chain& chain) {
  std::vector<std::string> directories = directories_left_empty(model, chain);
  if (chain.workdir && !is_shared_directory(*chain.workdir)) directories.push_back(*chain.workdir);
  if (std::string home = home_of_file(model, chain); !home.empty()) directories.push_back(std::move(home));
  for (std::size_t i : chain.instructions) {
    const Instruction& volume = model.document().instructions()[i];
    if (volume.keyword != Keyword::kVolume) continue;
    for (const syntax::Argument& arg : volume.args) {
      if (auto path = path_at(model, chain, i, arg.value)) directories.push_back(*path);
    }
  }
  for (std::size_t i : chain.instructions) {
    const Instruction& each = model.document().instructions()[i];
    bool starts = i == chain.cmd || i == chain.entrypoint;
    if (!starts && each.keyword != Keyword::kEnv) continue;
    std::string_view text = each.rest_text();
    if (std::string_view place = place_in(text, starts, directories); !place.empty())
      return Decline{"writes-outside", std::string(syntax::name(each.keyword)) + " names a file below " +
                                           std::string(place) + ", where only root may make one"};
    if (starts && !each.json && redirects_outside(text, directories))
      return Decline{"writes-outside", "its output goes to a file that only root may make"};
  }
  return std::nullopt;
}

}  // namespace dockhone::transforms::nonroot
