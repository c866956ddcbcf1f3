#include "script_effects.h"

#include <algorithm>

#include "command_effects.h"
#include "dockhone/shell/parser.h"

namespace dockhone::model {

using shell::AndOrOp;
using shell::Command;
using shell::CommandKind;
using shell::PartKind;

namespace {
constexpr int kMaxNested = 4;
constexpr int kMaxCalls = 40;
}  // namespace

template <class Body>
void ScriptWalk::subshell(Body body) {
  auto directory = values_.directory;
  std::size_t variables = values_.size();
  bool errexit = errexit_;
  bool ended = ended_;
  body();
  values_.directory = std::move(directory);
  values_.restore(std::min(variables, values_.size()));
  errexit_ = errexit;
  ended_ = ended;
}

template <class Body>
void ScriptWalk::maybe(Body body, bool repeated) {
  auto directory = values_.directory;
  std::size_t variables = values_.size();
  std::size_t commands = out_.commands.size();
  std::size_t paths = out_.paths.size();
  body();
  bool moved = values_.directory != directory;
  bool assigned = values_.size() != variables;
  if (repeated && (moved || assigned) && out_.commands.size() != commands) {
    // The second time it starts from what the first has left.
    out_.paths.resize(paths);
    std::erase_if(out_.packages, [&](const PackageEffect& each) { return each.command >= commands; });
    std::erase_if(out_.caches, [&](const CacheEffect& each) { return each.command >= commands; });
    std::erase_if(out_.variables, [&](const VariableEffect& each) { return each.command >= commands; });
    out_.commands.resize(commands);
    values_.forget_since(variables);
    if (moved) values_.directory.reset();
    body();
  }
  values_.forget_since(variables);
  if (values_.directory != directory) values_.directory.reset();
}

void ScriptWalk::list(const shell::List& list, bool certain) {
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const shell::AndOr& item = list.items[i];
    bool background = item.terminator == shell::Terminator::kBackground;
    bool last = i + 1 == list.items.size();
    bool checked = certain && !background && !ended_ && (last || (errexit_ && item.ops.empty()));
    if (background) {
      out_.leaves_process = true;
      subshell([&] { and_or(item, false); });
    } else {
      and_or(item, checked);
    }
  }
}

void ScriptWalk::and_or(const shell::AndOr& item, bool checked) {
  bool all_and =
      std::all_of(item.ops.begin(), item.ops.end(), [](AndOrOp op) { return op == AndOrOp::kAnd; });
  for (std::size_t i = 0; i < item.pipelines.size(); ++i) {
    // What runs only when something before it failed leaves the shell in a state that is not known; what runs
    // behind
    // && is taken to have run: otherwise the whole list stops there.
    bool alternative = i > 0 && item.ops[i - 1] == AndOrOp::kOr;
    if (alternative) {
      maybe([&] { pipeline(item.pipelines[i], false); }, false);
    } else {
      pipeline(item.pipelines[i], checked && all_and && !ended_);
    }
  }
}

void ScriptWalk::pipeline(const shell::Pipeline& pipeline, bool certain) {
  certain = certain && !pipeline.negated;
  if (pipeline.commands.size() == 1) return command(pipeline.commands[0], certain);
  for (const Command& each : pipeline.commands) {
    bool last = &each == &pipeline.commands.back();
    subshell([&] { command(each, certain && last); });
  }
}

void ScriptWalk::words(std::span<const shell::Word> words) {
  for (const shell::Word& word : words) parts(word.parts);
}

void ScriptWalk::parts(std::span<const shell::WordPart> parts) {
  for (const shell::WordPart& part : parts) {
    this->parts(part.parts);
    if (part.list != nullptr) subshell([&] { list(*part.list, false); });
    if (part.kind == PartKind::kProcessSubst) out_.leaves_process = true;
    if (part.kind == PartKind::kBackquoted && part.list == nullptr && part.span.size() > 2) {
      out_.commands.push_back(
          {part.span, {}, kUnknownAll, false, "a backquoted command with backslashes in it"});
      out_.unknown |= kUnknownAll;
    }
  }
}

void ScriptWalk::redirects(const Command& command) {
  for (const shell::Redirect& redirect : command.redirects) {
    parts(redirect.target.parts);
    parts(redirect.body_parts);
  }
}

const Command* ScriptWalk::function(std::string_view name) const {
  auto found = functions_.find(name);
  return found == functions_.end() ? nullptr : found->second;
}

void ScriptWalk::command(const Command& command, bool certain) {
  if (++depth_ > kMaxCalls) {
    out_.unknown |= kUnknownAll;
    out_.commands.push_back({command.span, {}, kUnknownAll, false, "nested too deeply"});
  } else if (command.kind == CommandKind::kSimple) {
    for (const shell::Assignment& assignment : command.assignments) {
      parts(assignment.subscript_parts);
      parts(assignment.value.parts);
      words(assignment.elements);
    }
    words(command.words);
    redirects(command);
    CommandWriter(*this, values_, out_, text_, certain).command(command);
  } else {
    compound(command, certain);
  }
  --depth_;
}

void ScriptWalk::compound(const Command& command, bool certain) {
  words(command.words);
  redirects(command);
  if (!command.redirects.empty() || command.kind == CommandKind::kTest ||
      command.kind == CommandKind::kArithmetic) {
    Command outer;  // its redirections alone
    outer.span = command.span;
    outer.redirects = command.redirects;
    CommandWriter(*this, values_, out_, text_, false).command(outer);
  }
  switch (command.kind) {
    case CommandKind::kSubshell:
      return subshell([&] { list(*command.lists[0], certain); });
    case CommandKind::kBraceGroup:
      return list(*command.lists[0], certain);
    case CommandKind::kIf:
      // The first condition always runs; its changes stay.
      list(*command.lists[0], false);
      for (std::size_t i = 1; i < command.lists.size(); ++i)
        maybe([&] { list(*command.lists[i], false); }, false);
      return;
    case CommandKind::kFor:
    case CommandKind::kArithFor:
    case CommandKind::kSelect:
    case CommandKind::kWhile:
    case CommandKind::kUntil:
      return maybe(
          [&] {
            if (!command.name.empty()) {
              values_.set(command.name.in(text_), std::nullopt);
              out_.variables.push_back({std::string(command.name.in(text_)),
                                        VariableEffect::Use::kSets,
                                        {},
                                        false,
                                        static_cast<std::uint32_t>(out_.commands.size())});
            }
            for (const shell::List* each : command.lists) list(*each, false);
          },
          true);
    case CommandKind::kCase:
      for (const shell::CaseItem& item : command.case_items) {
        words(item.patterns);
        if (item.list != nullptr) maybe([&] { list(*item.list, false); }, false);
      }
      return;
    case CommandKind::kFunction:
      functions_[std::string(command.name.in(text_))] = command.body;
      return;
    default:
      return;
  }
}

void ScriptWalk::nested(const std::string& script, bool certain, bool same_shell) {
  std::size_t command = out_.commands.size();
  auto refuse = [&](const char* why) {
    out_.commands.push_back({{}, {}, kUnknownAll, false, why});
    out_.unknown |= kUnknownAll;
  };
  if (depth_ > kMaxNested * 4) return refuse("scripts in scripts");
  auto parsed = shell::parse(script, context_.dialect);
  if (!parsed) return refuse("a script in it does not parse");
  ScriptContext inner = context_;
  inner.text = script;
  inner.errexit = false;
  ScriptWalk walk(inner, out_);
  walk.values_ = values_;
  walk.depth_ = depth_ + 4;
  walk.list(*parsed->list, certain);
  // Spans and names in another text mean nothing to the reader.
  for (std::size_t i = command; i < out_.commands.size(); ++i) {
    out_.commands[i].span = {};
    const CommandFacts* facts = find_tool(out_.commands[i].program);
    out_.commands[i].program = facts != nullptr ? facts->name : std::string_view();
  }
  if (!same_shell) return;
  values_.directory = walk.values_.directory;
  values_ = walk.values_;
}

Effects script_effects(const shell::List& list, const ScriptContext& context) {
  Effects out;
  ScriptWalk walk(context, out);
  walk.set_errexit(context.errexit);
  walk.list(list, true);
  out.directory = walk.values().directory;
  return out;
}

Effects command_effects(const shell::Command& command, const ScriptContext& context) {
  Effects out;
  ScriptWalk walk(context, out);
  walk.command(command, true);
  out.directory = walk.values().directory;
  return out;
}

}  // namespace dockhone::model
