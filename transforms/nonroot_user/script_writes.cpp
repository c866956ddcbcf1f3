#include "script_writes.h"

#include <algorithm>
#include <string>
#include <vector>

#include "dockhone/base/contains.h"
#include "dockhone/shell/parser.h"
#include "dockhone/shell/visit.h"

namespace dockhone::transforms::nonroot {

namespace {

using model::Access;

// `mktemp`, and not in a directory of the caller's choice.
bool is_made_in_tmp(std::string_view command) {
  bool elsewhere = contains_any(command, {"/", "-p", "--tmpdir", "$", "`"});
  bool by_template = contains(command, "XXX") && !contains(command, " -t");
  return command.starts_with("mktemp") && !elsewhere && !by_template;
}

// The variables that only ever hold what mktemp made below /tmp.
class TemporaryNames {
 public:
  explicit TemporaryNames(std::string_view text) : text_(text) {}

  void assignment(const shell::Assignment& assignment) {
    std::string name(assignment.name.in(text_));
    std::string_view value = assignment.value.span.in(text_);
    while (value.starts_with('"') && value.ends_with('"') && value.size() > 1)
      value = value.substr(1, value.size() - 2);
    bool substituted = value.starts_with("$(") && value.ends_with(')');
    bool made = substituted && is_made_in_tmp(value.substr(2, value.size() - 3));
    (made ? made_ : other_).push_back(std::move(name));
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const std::string& name : made_) {
      if (std::find(other_.begin(), other_.end(), name) == other_.end()) names.push_back(name);
    }
    return names;
  }

 private:
  std::string_view text_;
  std::vector<std::string> made_;
  std::vector<std::string> other_;
};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The script with a path below /tmp for each `$name` and `${name}`.
std::string with_temporary_paths(std::string text, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    for (const std::string& written : {"${" + name + '}', '$' + name}) {
      for (std::size_t at = text.find(written); at != std::string::npos; at = text.find(written, at + 1)) {
        std::size_t end = at + written.size();
        bool whole = written[1] == '{' || end == text.size() || !is_name_character(text[end]);
        if (whole) text.replace(at, written.size(), "/tmp/made");
      }
    }
  }
  return text;
}

bool is_volume(const model::BuildModel& model, const Chain& chain, std::string_view path) {
  for (std::size_t i : chain.instructions) {
    const syntax::Instruction& volume = model.document().instructions()[i];
    if (volume.keyword != syntax::Keyword::kVolume) continue;
    for (const syntax::Argument& arg : volume.args) {
      auto directory = path_at(model, chain, i, arg.value);
      if (directory && is_below(path, *directory)) return true;
    }
  }
  return false;
}

bool is_free(std::string_view path) {
  for (std::string_view free : {"/tmp", "/var/tmp", "/dev", "/proc", "~"}) {
    if (is_below(path, free)) return true;
  }
  return false;
}

Decline needs_root(const model::Effects& effects) {
  for (const model::CommandEffect& command : effects.commands) {
    if (contains_any(command.program,
                     {"chown", "chgrp", "useradd", "adduser", "usermod", "groupadd", "groupmod"}))
      return {"needs-root",
              "it changes owners or accounts when it starts (" + std::string(command.program) + ')'};
  }
  return {"needs-root", "a command that it runs when it starts needs root"};
}

model::Effects effects_of(const model::BuildModel& model, const Chain& chain, std::size_t at,
                          const shell::List& list, std::string_view text) {
  model::ScriptContext context;
  model::State state = model.before(at);
  if (chain.workdir) state.workdir = *chain.workdir;
  context.text = text;
  context.state = &state;
  return model::script_effects(list, context);
}

// Adds what a list of commands does.
class Judge {
 public:
  Judge(const model::BuildModel& model, const Chain& chain, std::size_t at, std::string_view text)
      : model_(model), chain_(chain), at_(at), text_(text) {}

  void list(const shell::List& list, ScriptWrites& result) const {
    if (result.refuse) return;
    model::Effects effects = effects_of(model_, chain_, at_, list, text_);
    if (effects.root || effects.changes_accounts) result.refuse = needs_root(effects);
    for (const model::PathEffect& effect : effects.paths) {
      if (!result.refuse && !is_allowed(effects, effect)) path(effect, result);
    }
  }

 private:
  bool is_allowed(const model::Effects& effects, const model::PathEffect& effect) const {
    if (effect.access == Access::kRead || effect.place != model::Place::kImage) return true;
    const model::CommandEffect* by =
        effect.command < effects.commands.size() ? &effects.commands[effect.command] : nullptr;
    if (by != nullptr && (by->convention || by->unknown != 0 || is_made_in_tmp(by->span.in(text_))))
      return true;
    return is_free(effect.path) || is_volume(model_, chain_, effect.path);
  }

  void path(const model::PathEffect& effect, ScriptWrites& result) const {
    if (chain_.workdir && !is_shared_directory(*chain_.workdir) && is_below(effect.path, *chain_.workdir)) {
      result.to_directory = true;
      return;
    }
    bool known = !effect.path.empty() && effect.extent != model::Extent::kUnknown;
    result.refuse =
        Decline{"writes-outside", "it writes to " + (known ? effect.path : "a path that is not known") +
                                      ", which would be root's"};
  }

  const model::BuildModel& model_;
  const Chain& chain_;
  std::size_t at_;
  std::string_view text_;
};

struct Bodies {
  const Judge& judge;
  ScriptWrites& result;
  void command(const shell::Command& command) {
    if (command.kind != shell::CommandKind::kFunction || command.body == nullptr) return;
    for (const shell::List* list : command.body->lists) judge.list(*list, result);
  }
};

}  // namespace

ScriptWrites writes_of_script(const model::BuildModel& model, const Chain& chain, std::size_t at,
                              std::string_view text) {
  auto dialects = model.before(at).shell.dialects;
  auto parse = [&](std::string_view script) {
    auto parsed = shell::parse(script, dialects.empty() ? shell::Dialect::kBash : dialects[0]);
    return parsed ? std::move(parsed) : shell::parse(script, shell::Dialect::kBash);
  };
  ScriptWrites result;
  auto parsed = parse(text);
  if (!parsed) return result;
  std::string plain;
  if (contains(text, "mktemp")) {
    TemporaryNames names(text);
    shell::visit(*parsed->list, names);
    plain = with_temporary_paths(std::string(text), names.names());
    text = plain;
    parsed = parse(text);
    if (!parsed) return result;
  }
  Judge judge(model, chain, at, text);
  judge.list(*parsed->list, result);
  // Those of a library are called elsewhere.
  shell::visit(*parsed->list, Bodies{judge, result});
  return result;
}

}  // namespace dockhone::transforms::nonroot
