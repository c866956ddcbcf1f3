#include "obstacles.h"

#include <algorithm>
#include <vector>

#include "dockhone/base/contains.h"
#include "dockhone/image/configuration.h"
#include "dockhone/image/release.h"
#include "transforms/shared/lists.h"
#include "vendors.h"

namespace dockhone::transforms::nonroot {

namespace {

using model::BaseRef;
using syntax::Instruction;
using syntax::Keyword;

bool is_of_a_tool(std::string_view below) {
  return std::any_of(lists::kHomeOfTools.begin(), lists::kHomeOfTools.end(),
                     [&](std::string_view name) { return below.starts_with(name); });
}

// A path into root's home directory, but for what only tools read; `/root` as a whole part of a path.
bool names_roots_home(std::string_view text) {
  for (std::string_view home : {"/root", "~", "$HOME", "${HOME}"}) {
    for (std::size_t at = text.find(home); at != std::string_view::npos; at = text.find(home, at + 1)) {
      std::string_view behind = text.substr(at + home.size());
      bool begins = at == 0 || std::string_view(" \t\"'=:,(><[").find(text[at - 1]) != std::string_view::npos;
      if (!begins && home[0] != '$') continue;
      bool ends =
          behind.empty() || std::string_view("/ \t\n\"';:,&|)=\\]").find(behind[0]) != std::string_view::npos;
      bool is_below = behind.starts_with('/');
      if (home == "~" && !is_below) continue;  // versions, and others' homes
      if (ends && !(is_below && is_of_a_tool(behind.substr(1)))) return true;
    }
  }
  return false;
}

std::string_view fills_home(std::string_view text) {
  for (std::string_view word : lists::kFillsHome) {
    // With --system, pipenv makes no environment of its own.
    bool for_all = word == "pipenv install" && contains(text, "--system");
    if (contains(text, word) && !for_all) return word;
  }
  return {};
}

// What the words of a call name below root's home directory, as they stand there.
std::vector<std::string_view> words_of_home(std::string_view words) {
  std::vector<std::string_view> named;
  while (!words.empty()) {
    std::string_view word = words.substr(0, words.find_first_of(" \t\n"));
    words.remove_prefix(std::min(word.size() + 1, words.size()));
    if (names_roots_home(word)) named.push_back(word);
  }
  return named;
}

// `curl -o ~/install.sh ... && sh ~/install.sh && rm ~/install.sh` leaves nothing there.
bool is_removed_later(std::string_view words, const model::RunScript& script) {
  if (!fills_home(words).empty()) return false;
  std::vector<std::string_view> named = words_of_home(words);
  return !named.empty() && std::all_of(named.begin(), named.end(), [&](std::string_view word) {
    return std::any_of(script.calls.begin(), script.calls.end(), [&](const model::Call& call) {
      if (call.invocation.program() != "rm" || call.nested) return false;
      for (std::string_view removed : words_of_home(call.invocation.command().span.in(script.text))) {
        if (removed == word) return true;
      }
      return false;
    });
  });
}

bool is_removed_only(const model::Call& call) {
  std::string_view program = call.invocation.program();
  bool deletes =
      program == "find" && call.invocation.command().span.in(call.invocation.script()).ends_with("-delete");
  return deletes || program == "rm" || program == "rmdir" || program == "ls" || program == "cd";
}

Decline home_declined(std::string_view text, std::string_view where) {
  return {"root-home", std::string(where) +
                           " puts something below root's home directory, where no other user comes (" +
                           std::string(text.substr(0, 60)) + ')'};
}

// Most texts lack each of them.
bool may_name_roots_home(IndexedText text) { return text.holds_any({"/root", "~/", "$HOME", "${HOME}"}); }

Verdict of_run(const model::BuildModel& model, std::size_t index, const Instruction& run) {
  std::string_view text = run.rest_text();
  const std::string_view* filled = model.text(index).first_of(lists::kFillsHome);
  std::string_view word = filled == nullptr ? std::string_view() : fills_home(text);
  bool named = may_name_roots_home(model.text(index)) && names_roots_home(text);
  if (word.empty() && !named && run.heredocs.empty()) return std::nullopt;
  for (const syntax::Heredoc& heredoc : run.heredocs) {
    if (names_roots_home(heredoc.content)) return home_declined(heredoc.content, "a RUN");
    if (word.empty()) word = fills_home(heredoc.content);
  }
  const model::RunScript& script = model.run_script(index);
  if (script.script == nullptr) {
    if (word.empty() && !named) return std::nullopt;
    return home_declined(word.empty() ? text : word, "a RUN");
  }
  // Words that are no call's: redirections, assignments, functions.
  std::string rest(text);
  for (const model::Call& call : script.calls) {
    Span span = call.invocation.command().span;
    std::string_view words = span.in(script.text);
    bool relevant = !is_removed_only(call) && (names_roots_home(words) || !fills_home(words).empty());
    bool manager = call.invocation.manager() == "apt" || call.invocation.manager() == "apk";
    if (relevant && !manager && !is_removed_later(words, script)) return home_declined(words, "a RUN");
    for (std::uint32_t i = span.begin; i < span.end && !call.nested; ++i) rest[i] = ' ';
  }
  if (names_roots_home(rest)) return home_declined(text, "a RUN");
  return std::nullopt;
}

bool makes_state(const model::Call& call) {
  if (!call.invocation.manager().empty()) return false;
  std::string_view words = call.invocation.command().span.in(call.invocation.script());
  return std::any_of(lists::kMakesState.begin(), lists::kMakesState.end(),
                     [&](std::string_view word) { return contains(words, word); });
}

}  // namespace

Verdict wrong_base(const Chain& chain) {
  if (chain.base->kind == BaseRef::Kind::kScratch) return std::nullopt;
  if (chain.base->kind != BaseRef::Kind::kImage)
    return Decline{"unknown-base", "which image it starts from depends on a variable"};
  const image::ImageRef& ref = *chain.base->image;
  if (is_distroless(ref)) return std::nullopt;
  const Replacement* root = find_replacement(lists::kImagesThatNeedRoot, ref.official());
  bool apache = ref.official() == "php" && contains(ref.tag, "apache");
  if (root != nullptr || apache) {
    std::string does(apache ? "opens port 80 and then changes its user" : root->by);
    return Decline{"root-image",
                   "the base image " + ref.repository + " starts as root on purpose: it " + does};
  }
  if (image::is_onbuild(ref)) return Decline{"onbuild", "the base image holds triggers, which may need root"};
  if (image::system_release(ref).distribution == image::Distribution::kWindows)
    return Decline{"windows", "Windows has other users"};
  if (is_vendors_image(ref)) return std::nullopt;
  const image::Configuration* known = image::find_configuration(ref);
  if (known == nullptr || !known->starts_as_root)
    return Decline{"unknown-base",
                   "which user the base image starts as, and which others it has, is not known"};
  return std::nullopt;
}

Verdict needs_roots_home(const model::BuildModel& model, const Chain& chain) {
  for (std::size_t i : chain.instructions) {
    const Instruction& instruction = model.document().instructions()[i];
    using enum Keyword;
    switch (instruction.keyword) {
      case kRun:
        if (auto verdict = of_run(model, i, instruction)) return verdict;
        break;
      case kEnv:
      case kCopy:
      case kAdd:
      case kWorkdir:
      case kVolume:
      case kCmd:
      case kEntrypoint:
        if (may_name_roots_home(model.text(i)) && names_roots_home(instruction.rest_text()))
          return home_declined(instruction.rest_text(), syntax::name(instruction.keyword));
        break;
      default:
        break;
    }
  }
  return std::nullopt;
}

Verdict other_obstacle(const model::BuildModel& model, const Chain& chain) {
  for (std::size_t i : chain.instructions) {
    const Instruction& instruction = model.document().instructions()[i];
    IndexedText text = model.text(i);
    if (instruction.keyword == Keyword::kOnbuild)
      return Decline{"onbuild", "it holds triggers: what they run where it is a base may need root"};
    if (text.holds_any(
            {"docker.sock", "/dev/tty", "/dev/bus", "/dev/snd", "/dev/net", "/dev/fuse", "/dev/video"}))
      return Decline{"device", "it uses a device or socket that is root's"};
    if (instruction.keyword != Keyword::kRun || text.first_of(lists::kMakesState) == nullptr) continue;
    for (const model::Call& call : model.run_script(i).calls) {
      if (!makes_state(call)) continue;
      return Decline{"state-of-root",
                     "a RUN makes files that the process will write to, and they are root's (" +
                         std::string(call.invocation.command().span.in(call.invocation.script())) + ')'};
    }
  }
  return std::nullopt;
}

}  // namespace dockhone::transforms::nonroot
