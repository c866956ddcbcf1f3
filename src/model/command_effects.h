// The effects of one simple command, added to what the script did before it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dockhone/model/effects.h"
#include "dockhone/model/invocation.h"
#include "shell_values.h"

namespace dockhone::model {

class ScriptWalk;

inline bool is_url(std::string_view text) { return text.find("://") != std::string_view::npos; }

// command_effects.cpp; path_effects.cpp: fields() to find_directory(); package_effects.cpp: packages and
// caches.
class CommandWriter {
 public:
  CommandWriter(ScriptWalk& walk, ShellValues& values, Effects& out, std::string_view text, bool certain);

  void command(const shell::Command& command);

  // For class Specials.
  const Invocation& call() const { return *call_; }
  ShellValues& values() { return values_; }
  ScriptWalk& walk() { return walk_; }
  Effects& out() { return out_; }
  std::string_view text() const { return text_; }
  bool certain() const { return certain_; }
  std::vector<Value> fields(const Arg& arg) const;
  // Of all operands, options that came out of variables excepted.
  std::vector<Value> operands() const;
  void path(Access access, Extent extent, const Value& value);
  void path(Access access, Extent extent, std::string_view known) {
    path(access, extent, Value{std::string(known), true, false});
  }
  void templates(Access access, std::span<const std::string_view> paths);
  void role(Role role, const Value& value);
  void unknown(std::uint8_t bits, std::string why);
  void stated() { stated_ = true; }
  const std::optional<std::string>& directory() const { return directory_; }
  // The directory that relative paths of this command start from, for tools with an option for it.
  void find_directory();
  void run_nested(std::span<const shell::Word> words, std::vector<std::string> placeholder);
  void run_script(const Value& script);

 private:
  void redirects(const shell::Command& command);
  void variables_read(const shell::Command& command);
  void assignments(const shell::Command& command);
  void prefix_assignments(const shell::Command& command);
  void invocation();
  void deeds(const Deeds& deeds);
  void operand_roles(const Deeds& deeds);
  void option_values();
  void packages(const Deeds& deeds);
  void package(const Deeds& deeds, const Value& value);
  void caches(const Deeds& deeds);
  bool keeps_no_cache() const;
  bool leaves_process() const;
  void variable(std::string_view name, VariableEffect::Use use, std::optional<std::string> value = {},
                bool exported = false);
  std::uint32_t index() const { return static_cast<std::uint32_t>(command_); }

  friend class Specials;

  ScriptWalk& walk_;
  ShellValues& values_;
  Effects& out_;
  std::string_view text_;
  bool certain_;
  bool stated_ = false;
  std::size_t command_ = 0;
  std::optional<Invocation> call_;
  std::optional<std::string> directory_;
  std::vector<std::string> placeholder_;  // what {} stands for
};

// Effects that need more than facts; false where the tables say it all. Called before the tables are applied.
enum class Special : std::uint8_t { kTables, kDone };
Special special_effects(CommandWriter& writer);

}  // namespace dockhone::model
