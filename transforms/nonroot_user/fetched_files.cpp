// What ADD fetches by a URL has the mode 0600: others cannot read it, unless a RUN opens it.
#include <algorithm>
#include <string>

#include "closed_files.h"
#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

namespace {

using model::Arg;
using syntax::Instruction;
using syntax::Keyword;

// A repository gets the modes that git keeps.
bool is_fetched_file(std::string_view source) {
  bool url = source.starts_with("http://") || source.starts_with("https://");
  return url && !contains(source, ".git#") && !source.ends_with(".git");
}

// The file that it becomes; "" where that is not known.
std::string target_of(const model::BuildModel& model, const Chain& chain, std::size_t index,
                      std::string_view source) {
  const Instruction& add = model.document().instructions()[index];
  std::string_view last = add.args.back().value;
  auto target = path_at(model, chain, index, last);
  if (!target) return {};
  if (!last.ends_with('/') && add.args.size() == 2 && last != ".") return *target;
  std::string_view name = source.substr(0, source.find_first_of("?#"));
  auto from = expanded(model, index, base_name(name));
  return from ? joined_path(*target, *from) : std::string();
}

// Everybody may read then; or run what is compiled, and need not be read for that.
bool opens(const model::Invocation& chmod, std::string_view file) {
  for (const Arg& arg : chmod.args()) {
    if (!arg.known) return false;
    if (arg.text.starts_with('-')) continue;
    std::string_view mode = arg.text;
    if (mode.find_first_not_of("01234567") == std::string_view::npos) return mode.back() >= '4';
    bool others = mode.starts_with('+') || mode.starts_with('=') || mode.starts_with('a') ||
                  contains(mode, "o+") || contains(mode, "ugo");
    bool reads = mode.find('r') != std::string_view::npos;
    bool runs = mode.find('x') != std::string_view::npos;
    std::string_view name = base_name(file);
    bool compiled = std::any_of(lists::kCompiledPrograms.begin(), lists::kCompiledPrograms.end(),
                                [&](std::string_view each) { return name.starts_with(each); });
    return others && (reads || (runs && compiled));
  }
  return false;
}

// Only the build reads it: it is unpacked, installed or removed.
bool uses_up(const model::Invocation& call) {
  constexpr std::string_view kPrograms[] = {
      "rm",   "tar", "unzip", "dpkg", "rpm",    "apt", "apt-get", "apk",    "gpg",     "yum",   "dnf",
      "bash", "sh",  "pip",   "pip3", "gunzip", "gem", "apt-key", "python", "python3", "bsdtar"};
  return std::find(std::begin(kPrograms), std::end(kPrograms), call.program()) != std::end(kPrograms);
}

// A word that names the file, or by a pattern those beside it.
bool names(std::string_view words, std::string_view file) {
  std::string_view name = base_name(file);
  return !name.empty() && contains(words, name);
}

bool stays_closed(const model::BuildModel& model, std::size_t add, std::size_t end, std::string_view file) {
  for (std::size_t i = add + 1; i < end; ++i) {
    const Instruction& run = model.document().instructions()[i];
    if (run.keyword != Keyword::kRun || !names(run.rest_text(), file)) continue;
    for (const model::Call& call : model.run_script(i).calls) {
      const model::Invocation& invocation = call.invocation;
      if (!names(invocation.command().span.in(invocation.script()), file)) continue;
      if (uses_up(invocation) || (invocation.program() == "chmod" && opens(invocation, file))) return false;
    }
  }
  return true;
}

// A stage of the chain copies it: from where it lies, or together with its directory.
bool is_copied(const model::BuildModel& model, const Chain& chain, const model::Stage& from,
               std::string_view file) {
  return std::any_of(chain.instructions.begin(), chain.instructions.end(), [&](std::size_t i) {
    const Instruction& copy = model.document().instructions()[i];
    const syntax::Flag* flag = copy.flag("from");
    if (copy.keyword != Keyword::kCopy || flag == nullptr || copy.flag("chmod") != nullptr) return false;
    bool same = flag->value == from.name || flag->value == std::to_string(from.index);
    auto sources = copy.args.first(copy.args.empty() ? 0 : copy.args.size() - 1);
    return same && std::any_of(sources.begin(), sources.end(), [&](const syntax::Argument& source) {
             return is_below(file, joined_path("/", source.value));
           });
  });
}

}  // namespace

Verdict fetched_files(const model::BuildModel& model, const Chain& chain) {
  for (const model::Stage& stage : model.stages()) {
    for (std::size_t i = stage.from + 1; i < stage.end; ++i) {
      const Instruction& add = model.document().instructions()[i];
      if (add.keyword != Keyword::kAdd || add.flag("chmod") != nullptr || add.args.size() < 2) continue;
      bool own =
          std::find(chain.instructions.begin(), chain.instructions.end(), i) != chain.instructions.end();
      for (const syntax::Argument& source : add.args.first(add.args.size() - 1)) {
        if (!is_fetched_file(source.value)) continue;
        std::string file = target_of(model, chain, i, source.value);
        if (!stays_closed(model, i, stage.end, file) || (!own && !is_copied(model, chain, stage, file)))
          continue;
        return Decline{"closed-files", "ADD gives what it fetches the mode 0600: only root can read " +
                                           std::string(file.empty() ? source.value : file)};
      }
    }
  }
  return std::nullopt;
}

}  // namespace dockhone::transforms::nonroot
