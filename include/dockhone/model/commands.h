// What is known about commands that people call in RUN: constant tables, generated at build time from
// transforms/knowledge/commands/*.yaml. What is not listed there is unknown, never harmless.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace dockhone::model {

// How one class of operands or verbs is named in the table: all of them, none, or those listed.
struct WordSet {
  bool all = false;
  std::span<const std::string_view> words;

  bool contains(std::string_view word) const;
};

// Builtins of dash, bash and busybox ash.
enum class Builtin : std::uint8_t {
  kNo,
  kStateless,  // leaves the shell as it was
  kStateful,   // may change the shell that runs it (directory, variables, options, traps ...) or end it
};

struct CommandFacts {
  std::string_view name;  // as called, without directory
  Builtin builtin = Builtin::kNo;
  // An installed program will not appear earlier in PATH than this one, nor move it: a tool of the base system.
  bool stable = false;
  // Puts no program into PATH ahead of one that is there. Unknown commands may.
  bool shadows_nothing = false;
  // Installs the packages named in its operands, itself perhaps among them, ahead of others in PATH.
  bool installs_operands = false;
  // Only reads the files that its operands name.
  bool reads_only = false;
  // Its operands are directories or files that are gone afterwards.
  bool removes_operands = false;
  // Puts a file at the place of another that its operands name.
  bool replaces_operands = false;
  // What it installs may come ahead of the base system's own tools, those marked stable included.
  bool shadows_base = false;
  // Changes mounts, the host name or kernel settings, which every RUN gets anew.
  bool changes_container = false;
  // Changes accounts or groups, which are looked up when a RUN starts.
  bool changes_accounts = false;
  // Runs the command that its operands are (sudo, env, timeout ...), behind its options and VAR=value words.
  bool runs_operands = false;
  // The first operand is a user or a directory, not the command (gosu, chroot ...).
  bool user_comes_first = false;
  // Runs a script that an operand holds (sh -c, su -c, eval ...).
  bool runs_script = false;
  // Operands or options with which it leaves a process running when it returns ...
  WordSet leaves_process;
  // ... unless one of these is there too.
  std::span<const std::string_view> leaves_process_unless;
  // Options whose value is the next word.
  std::span<const std::string_view> options_with_value;
  // The command that it runs comes behind one of these (find -exec).
  std::span<const std::string_view> runs_behind;
};

// By name without directory; nullptr when not listed. Few comparisons: names are indexed by their first byte.
const CommandFacts* find_command(std::string_view name);

// Defined by the generated table.
std::span<const CommandFacts> commands();

}  // namespace dockhone::model
