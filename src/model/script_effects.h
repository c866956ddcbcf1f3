// Walks a script in the order in which it runs.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "dockhone/model/effects.h"
#include "shell_values.h"

namespace dockhone::model {

class ScriptWalk {
 public:
  ScriptWalk(const ScriptContext& context, Effects& out)
      : context_(context), values_(context), out_(out), text_(context.text) {}

  void list(const shell::List& list, bool certain);
  void command(const shell::Command& command, bool certain);
  // A script in a script: sh -c '...'. Its own variables and directory.
  void nested(const std::string& script, bool certain, bool same_shell);
  // Substitutions in a word or a body.
  void parts(std::span<const shell::WordPart> parts);
  void words(std::span<const shell::Word> words);

  ShellValues& values() { return values_; }
  const ScriptContext& context() const { return context_; }
  std::string_view text() const { return text_; }
  void set_errexit(bool on) { errexit_ = on; }
  void may_end() { ended_ = true; }
  const shell::Command* function(std::string_view name) const;
  int depth() const { return depth_; }

 private:
  void and_or(const shell::AndOr& item, bool checked);
  void pipeline(const shell::Pipeline& pipeline, bool certain);
  void compound(const shell::Command& command, bool certain);
  // A body that may run: what it changed in the shell is not known afterwards.
  template <class Body>
  void maybe(Body body, bool repeated);
  template <class Body>
  void subshell(Body body);
  void redirects(const shell::Command& command);

  ScriptContext context_;
  ShellValues values_;
  Effects& out_;
  std::string_view text_;
  std::map<std::string, const shell::Command*, std::less<>> functions_;
  bool errexit_ = false;
  bool ended_ = false;
  int depth_ = 0;
};

}  // namespace dockhone::model
