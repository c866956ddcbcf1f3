#include "root_home.h"

#include <algorithm>
#include <string>
#include <vector>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "origin.h"
#include "ports.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

namespace {

using syntax::Instruction;
using syntax::Keyword;

bool is_one_of(std::string_view text, const List& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return text.ends_with(e); });
}

bool is_of_a_tool(std::string_view below) {
  return std::any_of(lists::kHomeOfTools.begin(), lists::kHomeOfTools.end(),
                     [&](std::string_view name) { return below.starts_with(name); });
}

// What an instruction finds.
struct Home {
  const Variables& environment;
  bool is_roots;  // nobody set HOME to another directory
};

// A path into root's home directory, but for what only tools read; `/root` as a whole part of a path.
bool names_roots_home(std::string_view text, const Home& known) {
  for (std::string_view home : {"/root", "~", "$HOME", "${HOME}"}) {
    if (!known.is_roots && home != "/root") break;
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

// A variable says that it goes somewhere else.
bool is_moved(std::string_view word, std::string_view text, const Home& home) {
  const Replacement* moved = find_replacement(lists::kHomeMovedBy, word);
  std::string_view names = moved == nullptr ? std::string_view() : moved->by;
  while (!names.empty()) {
    std::string name(names.substr(0, names.find(' ')));
    names.remove_prefix(std::min(name.size() + 1, names.size()));
    if (home.environment.contains(name) || contains(text, name + "=/")) return true;
  }
  return false;
}

std::string_view fills_home(std::string_view text, const Home& home) {
  for (std::string_view word : lists::kFillsHome) {
    const Replacement* unless = find_replacement(lists::kFillsHomeUnless, word);
    bool elsewhere = unless != nullptr && contains(text, unless->by);
    if (contains(text, word) && !elsewhere && !is_moved(word, text, home)) return word;
  }
  return {};
}

// What the words of a call name below root's home directory, as they stand there.
std::vector<std::string_view> words_of_home(std::string_view words, const Home& home) {
  std::vector<std::string_view> named;
  while (!words.empty()) {
    std::string_view word = words.substr(0, words.find_first_of(" \t\n"));
    words.remove_prefix(std::min(word.size() + 1, words.size()));
    if (names_roots_home(word, home)) named.push_back(word);
  }
  return named;
}

// `curl -o ~/install.sh ... && sh ~/install.sh && rm ~/install.sh` leaves nothing there.
bool is_removed_later(std::string_view words, const model::RunScript& script, const Home& home) {
  std::vector<std::string_view> named = words_of_home(words, home);
  return !named.empty() && std::all_of(named.begin(), named.end(), [&](std::string_view word) {
    return std::any_of(script.calls.begin(), script.calls.end(), [&](const model::Call& call) {
      if (call.invocation.program() != "rm" || call.nested) return false;
      for (std::string_view removed : words_of_home(call.invocation.command().span.in(script.text), home)) {
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

// `mkdir -p $HOME`, where that is another directory, which becomes the user's: nothing is in there.
bool makes_home_only(const model::Call& call, std::string_view words, const Home& home) {
  std::string_view program = call.invocation.program();
  if (program != "mkdir" && program != "chmod" && program != "chown") return false;
  auto named = words_of_home(words, home);
  return std::all_of(named.begin(), named.end(), [](std::string_view word) {
    word.remove_prefix(word.starts_with('"') ? 1 : 0);
    word = word.substr(0, word.find_last_not_of("\"/;") + 1);
    return word == "$HOME" || word == "${HOME}";
  });
}

// The beginning of a text, in whole words.
std::string quoted(std::string_view text) {
  constexpr std::size_t kLong = 60;
  if (text.size() <= kLong) return std::string(text);
  auto end = text.find_last_of(" \t\n", kLong);
  return std::string(text.substr(0, end == std::string_view::npos ? kLong : end)) + " ...";
}

Decline home_declined(std::string_view text, std::string_view where) {
  return {"root-home", std::string(where) +
                           " puts something below root's home directory, where no other user comes (" +
                           quoted(text) + ')'};
}

// What downloads models, browsers and the like often keeps them there, whatever its words say.
Decline may_fill_home(std::string_view text, std::string_view where) {
  return {"root-home", std::string(where) +
                           " may put something below root's home directory, though it does not say so (" +
                           quoted(text) + ')'};
}

// Most texts lack each of them.
bool may_name_roots_home(IndexedText text) { return text.holds_any({"/root", "~/", "$HOME", "${HOME}"}); }

// A script of the context that a RUN starts, as far as it is at hand; by its name where it is not.
Verdict of_script(const model::BuildModel& model, const Chain& chain, const model::Context* context,
                  std::size_t run, const model::Call& call, const Home& home) {
  for (const model::Arg& arg : call.invocation.args()) {
    bool script = arg.known && (is_one_of(arg.text, lists::kScriptFileEndings) ||
                                is_one_of(arg.text, lists::kScriptEndings));
    auto path = script ? path_at(model, chain, run, arg.text) : std::nullopt;
    if (!path) continue;
    Origin origin = origin_of(model, chain, context, *path);
    bool at_hand = origin.kind == Origin::Kind::kText;
    std::string_view word = at_hand ? fills_home(origin.text, home) : std::string_view();
    if (!word.empty()) return home_declined(word, *path + ", which a RUN starts,");
    std::string_view name = base_name(*path);
    if (!at_hand && origin.kind == Origin::Kind::kContext &&
        contains_any(name, {"download", "preload", "prefetch", "fetch_", "warm"}))
      return Decline{"root-home", "a RUN starts " + std::string(name) +
                                      ", which may download to root's home directory: it was not read"};
  }
  return std::nullopt;
}

Verdict of_scripts(const model::BuildModel& model, const Chain& chain, const model::Context* context,
                   std::size_t run, const Home& home) {
  if (!model.text(run).holds_any({".py", ".js", ".sh", ".mjs", ".ts"})) return std::nullopt;
  for (const model::Call& call : model.run_script(run).calls) {
    if (auto verdict = of_script(model, chain, context, run, call, home)) return verdict;
  }
  return std::nullopt;
}

Verdict of_run(const model::BuildModel& model, const Chain& chain, const model::Context* context,
               std::size_t index, const Instruction& run, const Home& found) {
  // What root makes in another home stays root's too, where the process may want to change it.
  Home home{found.environment, true};
  std::string_view text = run.rest_text();
  const std::string_view* filled = model.text(index).first_of(lists::kFillsHome);
  std::string_view word = filled == nullptr ? std::string_view() : fills_home(text, home);
  bool named = may_name_roots_home(model.text(index)) && names_roots_home(text, home);
  if (auto verdict = of_scripts(model, chain, context, index, home)) return verdict;
  if (word.empty() && !named && run.heredocs.empty()) return std::nullopt;
  for (const syntax::Heredoc& heredoc : run.heredocs) {
    if (names_roots_home(heredoc.content, home)) return home_declined(heredoc.content, "a RUN");
    if (word.empty()) word = fills_home(heredoc.content, home);
  }
  const model::RunScript& script = model.run_script(index);
  if (script.script == nullptr) {
    if (word.empty() && !named) return std::nullopt;
    return word.empty() ? home_declined(text, "a RUN") : may_fill_home(word, "a RUN");
  }
  // Words that are no call's: redirections, assignments, functions.
  std::string rest(text);
  for (const model::Call& call : script.calls) {
    Span span = call.invocation.command().span;
    std::string_view words = span.in(script.text);
    bool manager = call.invocation.manager() == "apt" || call.invocation.manager() == "apk";
    bool fills = !word.empty() && !fills_home(words, home).empty();
    bool empty = !found.is_roots && makes_home_only(call, words, home);
    bool relevant = !is_removed_only(call) && !manager && !empty && (fills || names_roots_home(words, home));
    bool named_here = names_roots_home(words, home);
    if (relevant && (fills || !is_removed_later(words, script, home)))
      return named_here ? home_declined(words, "a RUN") : may_fill_home(words, "a RUN");
    for (std::uint32_t i = span.begin; i < span.end && !call.nested; ++i) rest[i] = ' ';
  }
  if (names_roots_home(rest, home)) return home_declined(text, "a RUN");
  return std::nullopt;
}

// npm installs some packages together with a browser, in the home directory.
Verdict of_manifest(const model::BuildModel& model, const Chain& chain, const model::Context* context,
                    const Home& home) {
  if (context == nullptr || !chain.workdir) return std::nullopt;
  Origin origin = origin_of(model, chain, context, joined_path(*chain.workdir, "package.json"));
  if (origin.kind != Origin::Kind::kText || !contains(origin.text, "\"puppeteer\"")) return std::nullopt;
  for (std::string_view name :
       {"PUPPETEER_CACHE_DIR", "PUPPETEER_SKIP_CHROMIUM_DOWNLOAD", "PUPPETEER_SKIP_DOWNLOAD"}) {
    if (home.environment.contains(name)) return std::nullopt;
  }
  return Decline{"root-home",
                 "puppeteer, which package.json lists, downloads its browser to root's home directory"};
}

}  // namespace

Verdict needs_roots_home(const model::BuildModel& model, const Chain& chain, const model::Context* context) {
  Variables environment = environment_of(model, chain);
  for (std::size_t i : chain.instructions) {
    const Instruction& instruction = model.document().instructions()[i];
    syntax::Lookup variable = model.before(i).lookup("HOME");
    bool moved = variable.state == syntax::Lookup::State::kSet && variable.value.starts_with('/') &&
                 !is_below(variable.value, "/root");
    Home home{environment, !moved};
    using enum Keyword;
    switch (instruction.keyword) {
      case kRun:
        if (auto verdict = of_run(model, chain, context, i, instruction, home)) return verdict;
        break;
      case kEnv:
      case kCopy:
      case kAdd:
      case kWorkdir:
      case kVolume:
      case kCmd:
      case kEntrypoint:
        if (may_name_roots_home(model.text(i)) && names_roots_home(instruction.rest_text(), home))
          return home_declined(instruction.rest_text(), syntax::name(instruction.keyword));
        break;
      default:
        break;
    }
  }
  return of_manifest(model, chain, context, Home{environment, true});
}

}  // namespace dockhone::transforms::nonroot
