#include "command_effects.h"

#include <algorithm>

#include "dockhone/shell/visit.h"
#include "literal.h"
#include "script_effects.h"

namespace dockhone::model {

using shell::RedirectOp;

CommandWriter::CommandWriter(ScriptWalk& walk, ShellValues& values, Effects& out, std::string_view text,
                             bool certain)
    : walk_(walk), values_(values), out_(out), text_(text), certain_(certain), directory_(values.directory) {}

void CommandWriter::command(const shell::Command& command) {
  command_ = out_.commands.size();
  out_.commands.push_back({command.span, {}, 0, false, {}});
  variables_read(command);
  redirects(command);
  if (command.words.empty()) return assignments(command);
  std::size_t outer = values_.size();
  prefix_assignments(command);
  call_ = read_invocation(command, text_);
  if (!call_) {
    unknown(kUnknownAll, "the program is not known before it runs");
  } else {
    out_.commands[command_].program = call_->program();
    if (const shell::Command* body = walk_.function(call_->called())) {
      if (walk_.depth() > 20) return unknown(kUnknownAll, "functions that call each other");
      values_.restore(outer);
      return walk_.command(*body, certain_);
    }
    // A name that is no piece of the script lives as long as the reading does.
    std::string_view name = call_->program();
    bool in_script = name.data() >= text_.data() && name.data() < text_.data() + text_.size();
    if (!in_script)
      out_.commands[command_].program = call_->facts() != nullptr ? call_->facts()->name : std::string_view();
    std::size_t before = values_.size();
    invocation();
    // What the command itself set stays (export), what stood before it does not.
    if (before == values_.size()) values_.restore(outer);
  }
}

void CommandWriter::unknown(std::uint8_t bits, std::string why) {
  CommandEffect& effect = out_.commands[command_];
  effect.unknown |= bits;
  out_.unknown |= bits;
  if (effect.why.empty()) effect.why = std::move(why);
}

void CommandWriter::variable(std::string_view name, VariableEffect::Use use, std::optional<std::string> value,
                             bool exported) {
  if (use == VariableEffect::Use::kReads) {
    // Those of later commands are inside of this one.
    for (auto each = out_.variables.rbegin(); each != out_.variables.rend(); ++each) {
      if (each->command < index()) break;
      if (each->command == index() && each->use == use && each->name == name) return;
    }
  }
  out_.variables.push_back({std::string(name), use, std::move(value), exported, index()});
}

void CommandWriter::variables_read(const shell::Command& command) {
  struct Reader {
    CommandWriter& writer;
    bool list(const shell::List&) { return false; }
    void parameter(const shell::WordPart& part) {
      std::string_view name = part.name.in(writer.text_);
      bool is_name = !name.empty() && (name[0] == '_' || std::isalpha(static_cast<unsigned char>(name[0])));
      if (is_name) writer.variable(name, VariableEffect::Use::kReads);
      if (part.op == shell::ParameterOp::kAssign) {
        writer.variable(name, VariableEffect::Use::kSets);
        writer.values_.set(name, std::nullopt);
      }
    }
  };
  shell::visit(command, Reader{*this});
}

void CommandWriter::assignments(const shell::Command& command) {
  for (const shell::Assignment& assignment : command.assignments) {
    std::optional<std::string> value;
    if (!assignment.array && !assignment.append && assignment.subscript.empty()) {
      auto fields = values_.expand(assignment.value, text_);
      bool plain = fields.size() == 1 && fields[0].known && !fields[0].glob;
      if (assignment.value.parts.empty()) value = "";
      if (plain) value = fields[0].text;
      // In an assignment nothing is split.
      if (fields.size() > 1 || fields.empty())
        value =
            values_.variable(assignment.value.parts.empty() ? "" : assignment.value.parts[0].name.in(text_));
    }
    variable(assignment.name.in(text_), VariableEffect::Use::kSets, value);
    values_.set(assignment.name.in(text_), std::move(value));
  }
}

void CommandWriter::prefix_assignments(const shell::Command& command) {
  for (const shell::Assignment& assignment : command.assignments) {
    auto fields = values_.expand(assignment.value, text_);
    bool plain = fields.size() == 1 && fields[0].known && !assignment.append;
    values_.set(assignment.name.in(text_), plain ? std::optional(fields[0].text) : std::nullopt);
  }
}

void CommandWriter::redirects(const shell::Command& command) {
  for (const shell::Redirect& redirect : command.redirects) {
    if (redirect.op == RedirectOp::kHereDoc || redirect.op == RedirectOp::kHereString) continue;
    auto fields = values_.expand(redirect.target, text_);
    if (fields.size() != 1) fields = {{"", false, false}};
    const Value& target = fields[0];
    if (redirect.op == RedirectOp::kDupIn) continue;
    bool number = !target.text.empty() && target.text.find_first_not_of("0123456789-") == std::string::npos;
    if (redirect.op == RedirectOp::kDupOut && number && target.known) continue;
    bool reads = redirect.op == RedirectOp::kIn || redirect.op == RedirectOp::kReadWrite;
    bool writes = redirect.op != RedirectOp::kIn;
    if (reads) path(Access::kRead, Extent::kExact, target);
    if (writes) path(Access::kWrite, Extent::kExact, target);
  }
}

bool CommandWriter::leaves_process() const {
  const CommandFacts* facts = call_->facts();
  if (facts == nullptr) return call_->called().starts_with("/etc/init.d/");
  bool leaves = facts->leaves_process.all;
  for (const Arg& arg : call_->args()) {
    std::string_view word = text_.substr(call_->command().words[arg.word].span.begin,
                                         call_->command().words[arg.word].span.size());
    if (arg.kind == Arg::Kind::kOperand || arg.kind == Arg::Kind::kVerb) word = arg.text;
    auto unless = facts->leaves_process_unless;
    if (std::find(unless.begin(), unless.end(), word) != unless.end()) return false;
    leaves |= facts->leaves_process.contains(word);
    leaves |= !arg.known && arg.text.empty() && !facts->leaves_process.words.empty();
  }
  return leaves;
}

void CommandWriter::invocation() {
  const CommandFacts* facts = call_->facts();
  if (call_->wrapped_by("sudo") || call_->wrapped_by("gosu") || call_->wrapped_by("su-exec"))
    out_.root = true;
  if (call_->wrapped_by("chroot"))
    return unknown(kUnknownAll, "chroot: its paths are in another root directory");
  bool asks = std::any_of(call_->args().begin(), call_->args().end(), [](const Arg& arg) {
    return arg.kind == Arg::Kind::kOption && arg.option != nullptr && arg.option->asks;
  });
  if (asks) return;
  if (leaves_process()) {
    out_.leaves_process = true;
    bool stated = call_->tool() != nullptr && (call_->tool()->deeds->stated || call_->verb() != nullptr);
    if (!stated)
      return unknown(kUnknownAll,
                     std::string(call_->program()) + " leaves a process, whose doings are not known");
  }
  find_directory();
  if (facts != nullptr && facts->changes_accounts) out_.changes_accounts = true;
  if (special_effects(*this) == Special::kDone) return;
  const ToolFacts* tool = call_->tool();
  if (facts != nullptr && facts->builtin == Builtin::kStateless) return;
  if (tool == nullptr)
    return unknown(kUnknownAll, std::string(call_->program()) + ": nothing is known about this program");
  for (const Arg& arg : call_->args()) {
    bool odd = arg.unsure && arg.kind != Arg::Kind::kOperand;
    if (odd)
      return unknown(kUnknownAll,
                     std::string(call_->program()) + ": '" + std::string(arg.text) + "' is not known");
  }
  const Deeds* verb = call_->verb() != nullptr ? call_->verb()->deeds : nullptr;
  if (verb == nullptr && !tool->verbs.empty()) {
    return unknown(kUnknownAll, std::string(call_->program()) +
                                    (call_->verb_name().empty()
                                         ? ": no verb that is known"
                                         : ": '" + std::string(call_->verb_name()) + "' is not known"));
  }
  deeds(verb != nullptr ? *verb : *tool->deeds);
  for (std::string_view name : tool->deeds->environment) variable(name, VariableEffect::Use::kReads);
}

void CommandWriter::deeds(const Deeds& deeds) {
  option_values();
  if (deeds.project_code)
    return unknown(kUnknownAll, std::string(call_->program()) + " runs code that is not part of it");
  if (!deeds.stated)
    return unknown(kUnknownAll, std::string(call_->program()) + ": its effects are not known");
  out_.network |= deeds.network;
  out_.root |= deeds.root;
  out_.convention |= deeds.convention;
  out_.commands[command_].convention |= deeds.convention;
  operand_roles(deeds);
  templates(Access::kRead, deeds.reads);
  templates(Access::kWrite, deeds.writes);
  templates(Access::kRemove, deeds.removes);
  for (std::string_view name : deeds.environment) variable(name, VariableEffect::Use::kReads);
  caches(deeds);
  packages(deeds);
}

void CommandWriter::option_values() {
  std::optional<std::string> own = directory_;
  directory_ = values_.directory;  // values of options are relative to the shell's directory
  if (call_->program() == "tar" || call_->manager() == "npm") directory_ = own;
  for (const Arg& arg : call_->args()) {
    if (arg.kind != Arg::Kind::kValue || arg.option == nullptr) continue;
    for (const Value& value : fields(arg)) role(arg.option->role, value);
  }
  directory_ = own;
}

void CommandWriter::operand_roles(const Deeds& deeds) {
  auto found = operands();
  bool no_first = false;
  bool no_last = false;
  for (const Arg& arg : call_->args()) {
    if (arg.kind != Arg::Kind::kOption || arg.option == nullptr) continue;
    no_first |= arg.option->stands_for_first;
    no_last |= arg.option->stands_for_last;
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    bool last = i + 1 == found.size() && found.size() > 1 && !no_last;
    role(i == 0 && !no_first ? deeds.first : last ? deeds.last : deeds.rest, found[i]);
  }
  // xargs gives more of them.
  if (call_->wrapped_by("xargs")) role(deeds.rest, {"", false, false});
}

void CommandWriter::run_nested(std::span<const shell::Word> words, std::vector<std::string> placeholder) {
  shell::Command inner;
  inner.span = {words.front().span.begin, words.back().span.end};
  inner.words = words;
  CommandWriter writer(walk_, values_, out_, text_, false);
  writer.placeholder_ = std::move(placeholder);
  writer.command(inner);
}

void CommandWriter::run_script(const Value& script) {
  if (!script.known || script.glob)
    return unknown(kUnknownAll, "a script inside it is not known before it runs");
  walk_.nested(script.text, certain_, false);
}

}  // namespace dockhone::model
