#include "mounts.h"

#include <algorithm>

#include "transforms/shared/words.h"

namespace dockhone::transforms::clean_caches {

namespace {

using model::Arg;
using rewrite::Difference;

// A word that may name the mount, something in it, or a directory above it.
bool touches(const Arg& arg, const Mount& mount) {
  if (arg.text.find(mount.cleaner.path) != std::string_view::npos) return true;
  if (mount.cleaner.of_root) return arg.text == "/var/lib" || arg.text == "/var/lib/";
  bool home = arg.text.find("/root") != std::string_view::npos || arg.text.starts_with('~');
  return home || (!arg.known && arg.text.empty());
}

bool is_removal(const model::Call& call) {
  std::string_view program = call.invocation.program();
  return program == "rm" || program == "find" || program == "rmdir" || program == "mv";
}

struct Place {
  const shell::AndOr* item = nullptr;
  std::size_t pipeline = 0;
};

// Where a command is the only one of its pipeline in a top-level list without `||`.
std::optional<Place> place_of(const model::RunScript& script, const model::Call& call) {
  if (call.nested || call.guarded || call.piped) return std::nullopt;
  const shell::AndOr& item = script.script->list->items[call.item];
  if (std::find(item.ops.begin(), item.ops.end(), shell::AndOrOp::kOr) != item.ops.end()) return std::nullopt;
  for (std::size_t i = 0; i < item.pipelines.size(); ++i) {
    const shell::Pipeline& each = item.pipelines[i];
    if (each.commands.size() == 1 && &each.commands.front() == &call.invocation.command() && !each.negated)
      return Place{&item, i};
  }
  return std::nullopt;
}

class Keeping {
 public:
  Keeping(const model::BuildModel& model, std::size_t run, rewrite::Draft& draft)
      : model_(model),
        run_(model.document().instructions()[run]),
        index_(run),
        script_(model.run_script(run)),
        draft_(draft) {}

  // Takes a command out together with the `&&` or `;` before it.
  bool drop(const model::Call& call) {
    auto place = place_of(script_, call);
    if (!place || !call.invocation.command().redirects.empty() ||
        !call.invocation.command().assignments.empty())
      return false;
    Span own = place->item->pipelines[place->pipeline].span;
    std::uint32_t from = 0;
    if (place->pipeline > 0) {
      from = place->item->pipelines[place->pipeline - 1].span.end;
    } else {
      // The list before it then decides how the script ends: the same only where -e has decided already.
      if (call.item == 0 || place->item->pipelines.size() > 1) return false;
      bool last = call.item + 1 == script_.script->list->items.size();
      if (last && !has_errexit_at_end(script_, model_.before(index_).shell)) return false;
      const shell::AndOr& before = script_.script->list->items[call.item - 1];
      if (before.terminator == shell::Terminator::kBackground) return false;
      from = before.span.end;
    }
    std::uint32_t begin = source_end(from);
    std::uint32_t end = source_end(own.end);
    // Comments of the Dockerfile in between belong to somebody.
    if (Span{begin, end}.in(model_.document().text()).find('#') != std::string_view::npos) return false;
    draft_.edits.push_back({{begin, end}, ""});
    if (call.invocation.wrapped_by("sudo"))
      draft_.differences.push_back({Difference::Kind::kDroppedCommand, "", "sudo", ""});
    std::string words(call.invocation.command()
                          .span.in(script_.text)
                          .substr(call.invocation.command().words[call.invocation.program_word()].span.begin -
                                  call.invocation.command().span.begin));
    draft_.differences.push_back({Difference::Kind::kDroppedCommand, "", words, ""});
    return true;
  }

  bool drop_word(const model::Call& call, const Arg& arg) {
    WordEdits words(model_.document(), run_);
    auto edit = words.remove(call.invocation.command().words[arg.word].span);
    if (!edit) return false;
    draft_.edits.push_back(std::move(*edit));
    std::string word(call.invocation.command().words[arg.word].span.in(script_.text));
    draft_.differences.push_back(
        {Difference::Kind::kWords, std::string(call.invocation.program()), word, ""});
    return true;
  }

  // False where it would empty the mount and cannot be taken out.
  bool removal(const model::Call& call, const Mount& mount) {
    const auto operands = call.invocation.operands();
    auto concerned = [&](const Arg* arg) { return touches(*arg, mount); };
    if (std::none_of(operands.begin(), operands.end(), concerned)) return true;
    if (call.invocation.program() != "rm") return false;
    std::string_view inside = mount.target == "/var/lib/apt/lists" ? mount.target : mount.cleaner.path;
    auto exact = [&](const Arg* arg) {
      return arg->text.find(inside) != std::string_view::npos &&
             arg->text.find("/root/*") == std::string_view::npos;
    };
    for (const Arg* arg : operands) {
      if (concerned(arg) && !exact(arg)) return false;
    }
    if (std::all_of(operands.begin(), operands.end(), exact)) return drop(call);
    if (!place_of(script_, call)) return false;
    return std::all_of(operands.begin(), operands.end(),
                       [&](const Arg* arg) { return !exact(arg) || drop_word(call, *arg); });
  }

  const model::RunScript& script() const { return script_; }

 private:
  std::uint32_t source_end(std::uint32_t in_script) const {
    return run_.logical.source(Span{run_.rest.begin + in_script - 1, run_.rest.begin + in_script}).end;
  }

  const model::BuildModel& model_;
  const syntax::Instruction& run_;
  std::size_t index_;
  const model::RunScript& script_;
  rewrite::Draft& draft_;
};

}  // namespace

bool is_at_home(const model::BuildModel& model, std::size_t run, const Mount& mount) {
  if (mount.cleaner.of_root) return true;
  auto user = model::user_at(model, run);
  if (!user || (*user != "root" && *user != "0")) return false;
  const model::State& state = model.before(run);
  if (state.lookup("HOME").state != syntax::Lookup::State::kUnset) return false;
  return std::all_of(mount.cleaner.variables.begin(), mount.cleaner.variables.end(),
                     [&](std::string_view name) {
                       return state.lookup(name).state == syntax::Lookup::State::kUnset &&
                              model.run_script(run).text.find(name) == std::string_view::npos;
                     });
}

bool keep_cache(const model::BuildModel& model, std::size_t run, const Mount& mount, rewrite::Draft& draft) {
  Keeping keeping(model, run, draft);
  for (const model::Call& call : keeping.script().calls) {
    if (is_removal(call)) {
      if (!keeping.removal(call, mount)) return false;
      continue;
    }
    if (use_of(keeping.script(), call, mount.cleaner) == Use::kRemoves && !keeping.drop(call)) return false;
    const Arg* off = mount.off.empty() || call.invocation.manager() != mount.cleaner.cache
                         ? nullptr
                         : call.invocation.find(mount.off);
    if (off != nullptr && !keeping.drop_word(call, *off)) return false;
  }
  return true;
}

rewrite::Edit add_mounts(const model::BuildModel& model, std::size_t run,
                         const std::vector<const Mount*>& wanted) {
  const syntax::Document& document = model.document();
  const syntax::Instruction& instruction = document.instructions()[run];
  std::string text;
  for (const Mount* mount : wanted) {
    text += "--mount=type=cache,target=" + std::string(mount->target) + ",sharing=locked " +
            document.escape() + std::string(document.newline()) + "    ";
  }
  std::uint32_t begin = instruction.logical.source(instruction.rest).begin;
  return {{begin, begin}, text};
}

}  // namespace dockhone::transforms::clean_caches
