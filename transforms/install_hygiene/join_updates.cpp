// An update in a layer of its own is taken from the cache when the install below it changes: it then installs
// from old lists, or fails. merge-runs joins what stands together in shipped stages; here the rest.
#include <algorithm>

#include "rules.h"
#include "transforms/shared/lists.h"
#include "transforms/shared/runs.h"

namespace dockhone::transforms::install_hygiene {

namespace {

using syntax::Instruction;
using syntax::Keyword;

// The one call of a script that does nothing else.
const model::Call* only_call(const model::RunScript& script) {
  if (script.script == nullptr || script.calls.size() != 1) return nullptr;
  const auto& items = script.script->list->items;
  bool alone = items.size() == 1 && items[0].pipelines.size() == 1 &&
               items[0].pipelines[0].commands.size() == 1 && !items[0].pipelines[0].negated &&
               items[0].terminator != shell::Terminator::kBackground &&
               items[0].pipelines[0].commands[0].kind == shell::CommandKind::kSimple &&
               script.script->comments.empty();
  return alone ? &script.calls[0] : nullptr;
}

bool is_update(const model::Call& call) {
  const model::Invocation& invocation = call.invocation;
  bool program = invocation.program() == "apt-get" || invocation.program() == "apt";
  return program && invocation.is("apt", model::VerbKind::kUpdateIndex) && invocation.unsure() == nullptr &&
         invocation.peeled().empty() && call.invocation.command().redirects.empty();
}

bool reads_lists(const model::RunScript& script) {
  for (const model::Call& call : script.calls) {
    if (call.invocation.manager() != "apt") continue;
    // Merging makes groups of scripts that take no `update &&` in front of them: neither would the groups have.
    if (call.guarded || call.nested) return false;
    if (call.invocation.is("apt", model::VerbKind::kUpdateIndex)) return false;
    if (call.invocation.is("apt", model::VerbKind::kInstall) ||
        call.invocation.is("apt", model::VerbKind::kUpgrade))
      return true;
  }
  return false;
}

// `update && script` fails and ends where `update`, then the script, would.
bool takes_prefix(const model::RunScript& script) {
  const auto& items = script.script->list->items;
  if (items.size() != 1 || items[0].pipelines[0].negated ||
      items[0].terminator == shell::Terminator::kBackground)
    return false;
  return std::all_of(items[0].ops.begin(), items[0].ops.end(),
                     [](shell::AndOrOp op) { return op == shell::AndOrOp::kAnd; });
}

// Nothing that the update or a command of the script would see. A variable may hold a proxy.
bool may_stand_between(const model::BuildModel& model, std::size_t index) {
  const Instruction& instruction = model.document().instructions()[index];
  using enum Keyword;
  switch (instruction.keyword) {
    case kLabel:
    case kExpose:
    case kCmd:
    case kEntrypoint:
    case kHealthcheck:
    case kStopsignal:
    case kMaintainer:
    case kWorkdir:
      return true;
    case kEnv:
    case kArg:
      return std::none_of(
          instruction.pairs.begin(), instruction.pairs.end(), [](const syntax::KeyValue& pair) {
            std::string_view key = pair.key_text;
            return key.find("proxy") != std::string_view::npos ||
                   key.find("PROXY") != std::string_view::npos || key == "PATH" || key.starts_with("APT_");
          });
    case kCopy:
    case kAdd: {
      std::string target(instruction.args.empty() ? std::string_view("/")
                                                  : std::string_view(instruction.args.back().value));
      if (!target.starts_with('/')) {
        auto workdir = model.before(index).workdir;
        if (!workdir || *workdir == "/" || target.find("..") != std::string::npos) return false;
        target.insert(0, std::string(*workdir) + '/');
      }
      bool system = std::any_of(lists::kSystemDirectories.begin(), lists::kSystemDirectories.end(),
                                [&](std::string_view each) { return target.starts_with(each); });
      return target.find_first_not_of("/.") != std::string::npos && !system &&
             target.find('$') == std::string::npos;
    }
    default:
      return false;
  }
}

// Between two blank lines, one of them goes with it.
Span without_second_blank(Span lines, std::string_view text) {
  bool blank_above =
      text.substr(0, lines.begin).ends_with("\n\n") || text.substr(0, lines.begin).ends_with("\r\n\r\n");
  if (!blank_above) return lines;
  std::string_view below = text.substr(lines.end);
  std::size_t size = below.starts_with("\r\n") ? 2 : below.starts_with('\n') ? 1 : 0;
  return {lines.begin, lines.end + static_cast<std::uint32_t>(size)};
}

std::string variables_between(std::span<const Instruction> instructions, std::size_t first,
                              std::size_t last) {
  std::string names;
  for (std::size_t i = first + 1; i < last; ++i) {
    if (instructions[i].keyword != Keyword::kEnv && instructions[i].keyword != Keyword::kArg) continue;
    for (const syntax::KeyValue& pair : instructions[i].pairs)
      names.append(names.empty() ? "" : " ").append(pair.key_text);
  }
  return names;
}

bool metadata(Keyword keyword) {
  using enum Keyword;
  return keyword == kLabel || keyword == kExpose || keyword == kCmd || keyword == kEntrypoint ||
         keyword == kHealthcheck || keyword == kStopsignal || keyword == kMaintainer;
}

// The RUN, or one of those that follow with nothing but metadata between, which merge-runs may make one of.
bool run_reads_lists(const model::BuildModel& model, const model::Stage& stage, std::size_t first) {
  auto instructions = model.document().instructions();
  for (std::size_t i = first; i < stage.end; ++i) {
    if (metadata(instructions[i].keyword)) continue;
    if (instructions[i].keyword != Keyword::kRun) return false;
    if (reads_lists(model.run_script(i))) return true;
    for (const model::Call& each : model.run_script(i).calls) {
      if (each.invocation.is("apt", model::VerbKind::kUpdateIndex)) return false;
    }
  }
  return false;
}

}  // namespace

void join_updates(const model::BuildModel& model, const rewrite::Facts&, rewrite::Proposal& proposal) {
  auto instructions = model.document().instructions();
  for (const model::Stage& stage : model.stages()) {
    for (std::size_t i = stage.from + 1; i < stage.end; ++i) {
      const Instruction& update = instructions[i];
      if (update.keyword != Keyword::kRun || !proposal.allowed(i) || !model.text(i).holds("update")) continue;
      const model::Call* call = only_call(model.run_script(i));
      if (call == nullptr || !is_update(*call)) continue;
      std::size_t next = i + 1;
      while (next < stage.end && instructions[next].keyword != Keyword::kRun &&
             may_stand_between(model, next))
        ++next;
      bool near = std::all_of(instructions.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                              instructions.begin() + static_cast<std::ptrdiff_t>(next),
                              [](const Instruction& each) { return metadata(each.keyword); });
      if (next == stage.end || instructions[next].keyword != Keyword::kRun) {
        proposal.decline(update.span, "update-used-elsewhere",
                         "what reads the package lists is not a RUN right below it");
        continue;
      }
      if (near && stage.shipped) continue;  // merge-runs
      const Instruction& install = instructions[next];
      const model::RunScript& script = model.run_script(next);
      bool plain = script.script != nullptr && run_reads_lists(model, stage, next) && takes_prefix(script) &&
                   proposal.allowed(next) && update.flags.empty() && install.flags.empty() &&
                   model.before(i).user == model.before(next).user;
      if (!plain) {
        proposal.decline(update.span, "update-used-elsewhere",
                         "the RUN below it is not a plain chain of commands that installs from these lists");
        continue;
      }
      rewrite::Draft draft;
      draft.place = {update.span.begin, install.span.end};
      draft.risk = rewrite::Risk::kReview;
      draft.what = "update the package lists in the RUN that installs";
      draft.why =
          "an update in a layer of its own is not repeated when the install changes, which then reads old "
          "lists";
      std::uint32_t begin = install.logical.source(install.rest.begin);
      std::string prefix(update.logical.source(update.rest).in(model.document().text()));
      std::string newline(model.document().newline());
      draft.edits.push_back({without_second_blank(update.lines, model.document().text()), ""});
      draft.edits.push_back({{begin, begin}, prefix + " " + model.document().escape() + newline + "    && "});
      std::string program(call->invocation.program());
      draft.differences.push_back(
          {rewrite::Difference::Kind::kPlace, program, "", variables_between(instructions, i, next)});
      auto was = model.before(i).workdir;
      auto now = model.before(next).workdir;
      if (now && was != now) {
        std::string directory(was.value_or("/"));
        draft.differences.push_back(
            {rewrite::Difference::Kind::kDirectory, program, std::move(directory), std::string(*now)});
      }
      proposal.change(std::move(draft));
    }
  }
}

}  // namespace dockhone::transforms::install_hygiene
