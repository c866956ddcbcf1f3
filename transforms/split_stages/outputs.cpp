#include "transforms/split_stages/outputs.h"

#include <algorithm>

#include "dockhone/base/path.h"
#include "dockhone/shell/parser.h"
#include "transforms/shared/lists.h"
#include "transforms/split_stages/context_files.h"

namespace dockhone::transforms::split_stages {

using model::Access;
using model::Arg;
using model::Call;
using model::Extent;
using model::PathEffect;

namespace {

bool one_of(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Names that people give to scripts rather than to what a compiler makes.
bool script_like(std::string_view name) {
  return name.find('.') != std::string_view::npos || name.find("entrypoint") != std::string_view::npos ||
         lists::kNamesOfScripts.contains(name);
}

bool is_pattern(std::string_view text) { return text.find_first_of("*?[") != text.npos; }

bool moves_files(std::string_view program) {
  return program == "mv" || program == "cp" || program == "install" || program == "ln";
}

bool is_compiler(std::string_view program) {
  return std::any_of(stacks().begin(), stacks().end(), [&](const Stack& stack) {
    return std::any_of(stack.compilers.begin(), stack.compilers.end(),
                       [&](const Compiler& each) { return each.program == program; });
  });
}

}  // namespace

std::string_view base_name(std::string_view path) {
  auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string package_name(std::string_view package) {
  package = package.substr(0, package.find('@'));
  while (package.ends_with('/')) package.remove_suffix(1);
  if (package.ends_with(".go")) package.remove_suffix(3);
  std::string_view last = base_name(package);
  bool major = last.size() > 1 && last[0] == 'v' && last.find_first_not_of("0123456789", 1) == last.npos;
  if (major && last.size() < package.size())
    last = base_name(package.substr(0, package.size() - last.size() - 1));
  return std::string(last);
}

std::string parent(std::string_view path) {
  auto slash = path.rfind('/');
  return slash == 0 || slash == std::string_view::npos ? "/" : std::string(path.substr(0, slash));
}

bool within(std::string_view inner, std::string_view outer) {
  if (outer == "/" || inner == outer) return true;
  return inner.size() > outer.size() && inner.starts_with(outer) && inner[outer.size()] == '/';
}

std::string_view without_version(std::string_view name) {
  auto dash = name.rfind('-');
  bool versioned = dash != std::string_view::npos && dash + 1 < name.size() && name[dash + 1] >= '0' &&
                   name[dash + 1] <= '9';
  return versioned ? name.substr(0, dash) : name;
}

bool calls(const Compiler& compiler, std::string_view program) {
  return compiler.program == program || (!compiler.packages && compiler.program == without_version(program));
}

std::uint32_t command_of(const model::Effects& effects, const Call& call) {
  Span span = call.invocation.command().span;
  for (std::uint32_t i = 0; i < effects.commands.size(); ++i) {
    if (effects.commands[i].span == span) return i;
  }
  return kNoCommand;
}

// Knowledge names `./` first among what such a command reads.
std::string directory_of(const model::Effects& effects, std::uint32_t command) {
  for (const PathEffect& path : effects.paths) {
    if (path.command != command || path.access != Access::kRead || path.extent != Extent::kTree ||
        path.certain)
      continue;
    return path.path.starts_with('/') ? path.path : "";
  }
  return {};
}

Outputs::Outputs(const model::BuildModel& model, const model::Stage& stage, Surroundings& surroundings,
                 const model::Context* context)
    : model_(model), stage_(stage), surroundings_(surroundings), context_(context) {
  for (std::size_t i = stage.from; i < stage.end; ++i) {
    if (model.document().instructions()[i].keyword == syntax::Keyword::kRun) run(i);
  }
}

void Outputs::run(std::size_t index) {
  index_ = index;
  for (const Call& call : model_.run_script(index).calls) {
    std::string_view program = call.invocation.program();
    bool moves = moves_files(program) && !all_.empty();
    if (!moves && !is_compiler(program)) continue;
    effects_ = &surroundings_.effects(index);
    std::uint32_t command = command_of(*effects_, call);
    if (command == kNoCommand) continue;
    command_ = command;
    if (moves) moved(call, command);
    for (const Stack& stack : stacks()) {
      for (const Compiler& compiler : stack.compilers) {
        if (!calls(compiler, program)) continue;
        stack_ = &stack;
        compile(compiler, call, command);
      }
    }
  }
}

namespace {

bool word_of(const Call& call, std::string_view word) {
  for (const shell::Word& each : call.invocation.command().words) {
    if (shell::plain_literal(each, call.invocation.script()) == word) return true;
  }
  return false;
}

}  // namespace

void Outputs::compile(const Compiler& compiler, const Call& call, std::uint32_t command) {
  const auto& invocation = call.invocation;
  compiler_ = &compiler;
  if (!compiler.through.empty()) return called_through(call, command);
  for (std::string_view option : compiler.without) {
    if (invocation.has(option)) return;
  }
  if (!compiler.configures.empty()) configured(call, command);
  if (compiler.tree) {
    std::string directory = directory_of(*effects_, command);
    by_ = std::string(compiler.program);
    bool installs = std::any_of(
        compiler.install_verbs.begin(), compiler.install_verbs.end(),
        [&](std::string_view word) { return invocation.verb_name() == word || word_of(call, word); });
    if (installs) return install_below_prefix(call, directory);
    if (directory.empty() || directory == "/") return;
    add(directory, true, false);
    all_.back().tree = true;
    return;
  }
  if (!compiler.configures.empty()) return;
  std::string verb(invocation.verb_name());
  by_ = std::string(compiler.program) + (verb.empty() ? "" : ' ' + verb);
  if (compiler.build.empty() || one_of(compiler.build, verb)) built(call, command);
  if (one_of(compiler.install, verb)) installed(call, command);
}

// Its words are not read option by option: only what is plain is taken.
void Outputs::called_through(const Call& call, std::uint32_t command) {
  const auto& words = call.invocation.command().words;
  std::string_view text = call.invocation.script();
  std::size_t at = 0;
  while (at < words.size() && shell::plain_literal(words[at], text) != compiler_->through) ++at;
  if (at + 1 >= words.size()) return;
  std::string_view verb = shell::plain_literal(words[at + 1], text);
  bool builds = one_of(compiler_->build, verb);
  std::string directory = directory_of(*effects_, command);
  if (directory.empty() || (!builds && !one_of(compiler_->install, verb))) return;
  by_ = std::string(compiler_->program) + ' ' + std::string(compiler_->through) + ' ' + std::string(verb);
  std::string to = directory;
  for (std::string_view pattern : compiler_->directory) {
    if (builds) break;
    to = surroundings_.filled(pattern, surroundings_.before(index_));
    if (to.starts_with('/') && to.find(':') == std::string::npos) break;
  }
  for (std::size_t i = at + 2; i + 1 < words.size(); ++i) {
    if (words[i].span.in(text) != compiler_->output) continue;
    auto name = shell::static_value(words[i + 1], text);
    return name ? add(joined_path(directory, *name), false, !call.nested && !call.guarded) : void();
  }
  add(to, true, false);
  add(joined_path(to, base_name(directory)), false, false);
  std::string last = shell::static_value(words.back(), text).value_or("");
  std::string name = at + 2 < words.size() && !last.starts_with('-') ? package_name(last) : "";
  if (!name.empty() && name.find("...") == std::string::npos && name != ".")
    add(joined_path(to, name), false, false);
}

void Outputs::built(const Call& call, std::uint32_t command) {
  const auto& invocation = call.invocation;
  std::string directory = directory_of(*effects_, command);
  if (invocation.has(compiler_->output)) {
    const Arg* value = invocation.value(compiler_->output);
    for (const PathEffect& path : effects_->paths) {
      bool named = path.command == command && path.access == Access::kWrite && path.extent == Extent::kExact;
      if (!named || !path.path.starts_with('/') || path.path.ends_with("/go.mod") ||
          path.path.ends_with("/go.sum"))
        continue;
      bool is_directory = (value != nullptr && value->text.ends_with('/')) || path.path == directory;
      add(path.path, is_directory, path.certain && !is_directory);
      return;
    }
    return;
  }
  if (directory.empty()) return;
  if (!compiler_->packages) return add(joined_path(directory, compiler_->fallback), false, !call.nested);
  auto operands = invocation.operands();
  // In GOPATH the package is named after its directory, elsewhere the module says.
  auto here = [&] {
    add(directory, true, false);
    add(joined_path(directory, base_name(directory)), false, false);
    all_.back().guessed = true;
  };
  if (operands.empty()) return here();
  const Arg& first = *operands[0];
  if (!first.known || is_pattern(first.text)) return add(directory, true, false);
  if (first.text.ends_with(".go")) {
    std::string_view file = base_name(first.text);
    return add(joined_path(directory, file.substr(0, file.size() - 3)), false, false);
  }
  if (operands.size() > 1 || first.text.find("...") != std::string_view::npos) return;
  std::string name = package_name(first.text);
  if (name == "." || name == ".." || name.empty()) return here();
  add(joined_path(directory, name), false, false);
}

void Outputs::moved(const Call& call, std::uint32_t command) {
  std::string to;
  for (const PathEffect& path : effects_->paths) {
    if (path.command == command && path.access == Access::kWrite && path.path.starts_with('/') &&
        (path.extent == Extent::kTree || path.extent == Extent::kExact))
      to = path.path;
  }
  if (to.empty()) return;
  std::vector<std::string> from;
  for (const PathEffect& path : effects_->paths) {
    if (path.command == command && path.access == Access::kRead && path.path.starts_with('/') && path.certain)
      from.push_back(path.path);
  }
  for (const Arg* operand : call.invocation.operands()) {
    if (call.invocation.program() == "ln" && operand->known && operand->text.starts_with('/'))
      from.push_back(normal_path(operand->text));
  }
  for (const std::string& path : from) {
    const Output* source = path == to ? nullptr : find(path);
    if (source == nullptr) continue;
    stack_ = source->stack;
    by_ = source->by;
    for (const std::string& each : {joined_path(to, base_name(path)), to}) {
      add(each, false, false);
      all_.back().moved_from = path;
    }
  }
}

void Outputs::add(std::string path, bool any, bool certain) {
  Output output;
  output.path = std::move(path);
  output.any = any;
  output.certain = certain;
  output.run = index_;
  output.command = command_;
  output.by = by_;
  output.stack = stack_;
  all_.push_back(std::move(output));
}

const Output* Outputs::find(std::string_view path) const {
  for (bool any : {false, true}) {
    for (auto each = all_.rbegin(); each != all_.rend(); ++each) {
      if (each->any != any) continue;
      if (!any && each->path == path) return &*each;
      if (!any || each->path.empty() || script_like(base_name(path))) continue;
      bool inside = each->tree ? within(path, each->path) && path != each->path : parent(path) == each->path;
      // Where a program of that name is below the prefix does not matter: all of it is copied.
      bool program = !each->installed || parent(path).ends_with("bin");
      if (inside && program) return &*each;
    }
  }
  return nullptr;
}

}  // namespace dockhone::transforms::split_stages
