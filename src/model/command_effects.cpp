#include "command_effects.h"

#include <algorithm>

#include "dockhone/shell/visit.h"
#include "literal.h"
#include "script_effects.h"

namespace dockhone::model {

using shell::RedirectOp;

namespace {

// Devices that keep nothing.
bool is_sink(std::string_view path) {
  return path == "/dev/null" || path == "/dev/stdout" || path == "/dev/stderr" || path == "/dev/tty" ||
         path == "/dev/stdin" || path.starts_with("/dev/fd/") || path == "/proc/self/fd/1" ||
         path == "/proc/self/fd/2" || path == "/proc/1/fd/1" || path == "/proc/1/fd/2";
}

bool is_off(std::string_view value) {
  return value.empty() || value == "0" || value == "no" || value == "off" || value == "false" ||
         value == "False";
}

bool is_url(std::string_view text) { return text.find("://") != std::string_view::npos; }

// Where the version of a package begins in its name, by manager; npos when there is none.
std::size_t version_at(std::string_view manager, std::string_view name) {
  if (manager == "npm" || manager == "yarn" || manager == "pnpm" || manager == "go" || manager == "cargo") {
    return name.find('@', 1);
  }
  if (manager == "composer") return name.find(':');
  if (manager == "gem" || manager == "rpm")
    return name.find(':') == std::string_view::npos ? name.npos : name.find(':');
  if (manager == "pecl")
    return name.rfind('-') != name.npos &&
                   name.find_first_of("0123456789", name.rfind('-')) == name.rfind('-') + 1
               ? name.rfind('-')
               : name.npos;
  return name.find_first_of("=<>~!");
}

}  // namespace

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
    bool listed = std::any_of(out_.variables.begin(), out_.variables.end(), [&](const VariableEffect& each) {
      return each.command == index() && each.use == use && each.name == name;
    });
    if (listed) return;
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

std::vector<Value> CommandWriter::fields(const Arg& arg) const {
  const shell::Word& word = call_->command().words[arg.word];
  bool whole = arg.span == word.span || arg.kind == Arg::Kind::kOperand || arg.kind == Arg::Kind::kVerb;
  if (whole && arg.known) return {{std::string(arg.text), true, false}};
  auto fields = values_.expand(word, text_);
  if (whole) return fields;
  if (fields.size() != 1) return {{"", false, false}};
  // The value behind --option= or -o: what the word begins with is literal.
  std::string_view written = word.span.in(text_);
  std::size_t skip = arg.span.begin - word.span.begin;
  if (arg.span.begin < word.span.begin || skip > written.size())
    return {{std::string(arg.text), arg.known, false}};
  if (fields[0].text.compare(0, skip, written.substr(0, skip)) != 0)
    return {{std::string(arg.text), arg.known, false}};
  fields[0].text.erase(0, skip);
  return fields;
}

std::vector<Value> CommandWriter::operands() const {
  std::vector<Value> found;
  for (const Arg& arg : call_->args()) {
    if (arg.kind != Arg::Kind::kOperand) continue;
    for (Value& value : fields(arg)) {
      bool option = arg.unsure && value.known && value.text.starts_with('-') && value.text.size() > 1;
      if (!option) found.push_back(std::move(value));
    }
  }
  return found;
}

void CommandWriter::path(Access access, Extent extent, const Value& value) {
  if (value.known && (value.text.empty() || value.text == "-" || is_sink(value.text))) return;
  if (is_url(value.text)) {
    out_.network = true;
    if (access == Access::kRead) return;
  }
  if (value.known && value.text.find("{}") != std::string::npos && !placeholder_.empty()) {
    for (const std::string& root : placeholder_) {
      out_.paths.push_back(
          {root, access, root.empty() ? Extent::kUnknown : Extent::kTree, Place::kImage, false, index()});
    }
    return;
  }
  PathEffect effect;
  effect.access = access;
  effect.certain = certain_;
  effect.command = index();
  std::string_view base = directory_ ? std::string_view(*directory_) : std::string_view();
  bool anchored = value.text.starts_with('/') || value.text.starts_with('~') || directory_;
  if (!value.known) {
    effect.extent = Extent::kUnknown;
    effect.path = value.text.empty() ? "" : anchored ? join_path(base, value.text) : value.text;
    if (value.text.ends_with('/') && effect.path != "/") effect.path += '/';
    effect.certain = false;
  } else {
    effect.extent = value.glob ? Extent::kGlob : extent;
    effect.path = join_path(base, value.text);
    effect.certain = certain_ && !value.glob;
  }
  out_.paths.push_back(std::move(effect));
}

void CommandWriter::templates(Access access, std::span<const std::string_view> paths) {
  bool outer = certain_;
  certain_ = false;
  for (std::string_view text : paths) {
    Value value = values_.expand_template(text);
    path(access, text.ends_with('/') ? Extent::kTree : Extent::kExact, value);
  }
  certain_ = outer;
}

void CommandWriter::role(Role role, const Value& value) {
  using enum Role;
  switch (role) {
    case kRead:
      return path(Access::kRead, Extent::kExact, value);
    case kReadTree:
      return path(Access::kRead, Extent::kTree, value);
    case kWrite:
      return path(Access::kWrite, Extent::kExact, value);
    case kWriteTree:
      return path(Access::kWrite, Extent::kTree, value);
    case kEdit:
      path(Access::kRead, Extent::kExact, value);
      return path(Access::kWrite, Extent::kExact, value);
    case kEditTree:
      path(Access::kRead, Extent::kTree, value);
      return path(Access::kWrite, Extent::kTree, value);
    case kRemove:
      return path(Access::kRemove, Extent::kExact, value);
    case kRemoveTree:
      return path(Access::kRemove, Extent::kTree, value);
    case kMove:
      path(Access::kRead, Extent::kTree, value);
      return path(Access::kRemove, Extent::kTree, value);
    case kManifest:
      path(Access::kRead, Extent::kExact, value);
      out_.packages.push_back({call_->manager(),
                               value.known ? join_path(directory_ ? *directory_ : "", value.text) : "",
                               {},
                               false,
                               true,
                               certain_,
                               index()});
      return;
    case kUrl:
      out_.network = true;
      return;
    case kDownload: {
      out_.network = true;
      std::string_view url = value.text;
      url =
          url.substr(0, url.find_first_of(call_->program() == "curl" ? "?#" : "#"));  // wget keeps the query
      auto slash = url.rfind('/');
      std::string_view name = slash == std::string_view::npos ? url : url.substr(slash + 1);
      Value target{std::string(name), value.known && !name.empty(), value.glob};
      if (!target.known) return path(Access::kWrite, Extent::kTree, ".");
      return path(Access::kWrite, Extent::kExact, target);
    }
    default:
      return;
  }
}

void CommandWriter::find_directory() {
  for (const Arg& arg : call_->args()) {
    if (arg.kind != Arg::Kind::kValue || arg.option == nullptr || arg.option->role != Role::kDirectory)
      continue;
    auto values = fields(arg);
    bool plain = values.size() == 1 && values[0].known && !values[0].glob;
    if (!plain || (!directory_ && !values[0].text.starts_with('/'))) {
      directory_.reset();
    } else {
      directory_ = join_path(directory_ ? *directory_ : "", values[0].text);
    }
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

bool CommandWriter::keeps_no_cache() const {
  bool option = std::any_of(call_->args().begin(), call_->args().end(), [](const Arg& arg) {
    return arg.kind == Arg::Kind::kOption && arg.option != nullptr && arg.option->keeps_no_cache;
  });
  return option || std::any_of(call_->tool()->no_cache_environment.begin(),
                               call_->tool()->no_cache_environment.end(), [&](std::string_view name) {
                                 auto value = values_.variable(name);
                                 return value && !is_off(*value);
                               });
}

void CommandWriter::caches(const Deeds& deeds) {
  using enum CacheEffect::Use;
  auto add = [&](std::span<const std::string_view> names, CacheEffect::Use use, Access access) {
    for (std::string_view name : names) {
      out_.caches.push_back({name, use, certain_, index()});
      templates(access, find_cache(name)->paths);
    }
  };
  if (!keeps_no_cache()) add(deeds.makes_caches, kMakes, Access::kWrite);
  add(deeds.reads_caches, kReads, Access::kRead);
  add(deeds.removes_caches, kRemoves, Access::kRemove);
}

void CommandWriter::packages(const Deeds& deeds) {
  bool listed = false;
  VerbKind kind = call_->kind();
  bool counts = deeds.installs != Installs::kNothing || kind == VerbKind::kRemove;
  if (!counts) return;
  if (deeds.installs == Installs::kOperands || deeds.installs == Installs::kOperandsOrManifest ||
      kind == VerbKind::kRemove) {
    for (const Value& value : operands()) {
      package(deeds, value);
      listed = true;
    }
    for (const Arg& arg : call_->args()) {
      if (arg.kind != Arg::Kind::kValue || arg.option == nullptr || arg.option->role != Role::kPackage)
        continue;
      for (const Value& value : fields(arg)) package(deeds, value);
      listed = true;
    }
  }
  for (const Arg& arg : call_->args()) listed |= arg.option != nullptr && arg.option->role == Role::kManifest;
  if (deeds.installs == Installs::kOperands || listed) return;
  for (std::string_view manifest : deeds.manifests) {
    std::string path = join_path(directory_ ? *directory_ : "", manifest);
    out_.paths.push_back({path, Access::kRead,
                          manifest.find('*') != manifest.npos ? Extent::kGlob : Extent::kExact, Place::kImage,
                          false, index()});
    out_.packages.push_back({call_->manager(), path, {}, false, true, false, index()});
  }
}

void CommandWriter::package(const Deeds& deeds, const Value& value) {
  PackageEffect effect;
  effect.manager = call_->manager();
  effect.removed = call_->kind() == VerbKind::kRemove;
  effect.certain = certain_ && value.known;
  effect.command = index();
  bool file = value.text.starts_with('.') || value.text.starts_with('/');
  if (file && deeds.rest != Role::kRead) path(Access::kRead, Extent::kTree, value);
  if (value.known) {
    std::string_view name = value.text;
    std::size_t at = file || is_url(name) ? std::string_view::npos : version_at(effect.manager, name);
    effect.name = name.substr(0, at);
    if (at != std::string_view::npos) {
      std::size_t digits = name.find_first_not_of("=<>~!@:-", at);
      if (digits != std::string_view::npos) effect.version = name.substr(digits);
    }
    if (effect.version.empty() && (effect.manager == "gem" || effect.manager == "cargo")) {
      if (const Arg* given = call_->value("--version"); given != nullptr && given->known)
        effect.version = given->text;
    }
  }
  out_.packages.push_back(std::move(effect));
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
