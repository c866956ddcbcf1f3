// What the words of a script stand for, as far as it is known before it runs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dockhone/model/effects.h"

namespace dockhone::model {

// One field that a word gives.
struct Value {
  std::string text;  // up to the first place that is not known
  bool known = true;
  bool glob = false;  // `text` is a pattern; what is literal in it holds no backslashes
};

// An absolute path, or "~..." stays relative. `directory` empty: not known.
std::string join_path(std::string_view directory, std::string_view path);

// Variables and the working directory of a shell, while a script is walked.
class ShellValues {
 public:
  explicit ShellValues(const ScriptContext& context);

  // Known only when the script or the file says so; what the base image sets is not known.
  std::optional<std::string> variable(std::string_view name) const;
  void set(std::string_view name, std::optional<std::string> value);
  // Variables set since there were `size` of them are not known any more.
  void forget_since(std::size_t size);
  std::size_t size() const { return set_.size(); }
  void restore(std::size_t size) { set_.resize(size); }

  // Fields of a word: mostly one; more where an unquoted variable with a known value has blanks.
  std::vector<Value> expand(const shell::Word& word, std::string_view text) const;
  // ${VAR}, ${VAR:-default} and ~ of a template.
  Value expand_template(std::string_view text) const;

  std::optional<std::string> directory;  // nullopt: not known

 private:
  void append(std::span<const shell::WordPart> parts, std::string_view text, bool quoted, Value& value) const;

  const ScriptContext* context_;
  std::vector<std::pair<std::string, std::optional<std::string>>> set_;
};

}  // namespace dockhone::model
