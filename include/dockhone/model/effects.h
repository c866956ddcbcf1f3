// What commands and instructions do: paths read, written and removed, packages, caches, environment,
// directory, network, accounts, processes. Sources: the knowledge in transforms/knowledge/commands, the
// shell's own rules (redirections, cd, assignments), and the definition of COPY, ADD, WORKDIR and their like.
// Everything is an upper bound, "may happen", unless `certain` says that it does happen whenever the
// instruction succeeds; `unknown` says where there is no bound.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/base/span.h"
#include "dockhone/model/commands.h"
#include "dockhone/shell/ast.h"

namespace dockhone::model {

struct State;

enum class Access : std::uint8_t { kRead, kWrite, kRemove };

// How much of the file system a path stands for.
enum class Extent : std::uint8_t {
  kExact,    // this path
  kTree,     // this path and everything below
  kGlob,     // what the pattern matches (* ? [ ] as in the shell), and everything below
  kUnknown,  // not known before it runs; the text is what is known of its beginning
};

// Whose files.
enum class Place : std::uint8_t { kImage, kContext, kOther };  // kOther: another stage, image, URL or mount

struct PathEffect {
  // Absolute and without `.` and `..`, where the working directory and the variables in it are known.
  // Otherwise as it is, relative to a directory that is not known ("src/x"), or "~/x" for a home directory
  // that is not known.
  std::string path;
  Access access = Access::kRead;
  Extent extent = Extent::kExact;
  Place place = Place::kImage;
  bool certain = false;
  std::uint32_t command = 0;  // index in Effects::commands
};

struct PackageEffect {
  std::string_view manager;  // apt, apk, rpm, pip, npm ...
  std::string name;     // without its version; a file, URL or path where that is given; "" when not known
  std::string version;  // as written behind = == @ :, "" where none
  bool removed = false;
  bool from_manifest = false;  // `name` is the file that lists packages
  bool certain = false;
  std::uint32_t command = 0;
};

struct CacheEffect {
  enum class Use : std::uint8_t { kMakes, kReads, kRemoves };
  std::string_view cache;  // name, see find_cache
  Use use = Use::kMakes;
  bool certain = false;
  std::uint32_t command = 0;
};

struct VariableEffect {
  enum class Use : std::uint8_t { kReads, kSets, kUnsets };
  std::string name;
  Use use = Use::kReads;
  std::optional<std::string> value;  // kSets, where known
  bool exported = false;
  std::uint32_t command = 0;
};

// What about a command has no bound. Bits.
enum Unknown : std::uint8_t {
  kUnknownNothing = 0,
  kUnknownCommand = 1,  // the program, its verb or an option is not known: all of the below
  kUnknownReads = 2,
  kUnknownWrites = 4,       // files written or removed, packages, accounts, caches
  kUnknownEnvironment = 8,  // of the shell: variables, directory, options
  kUnknownProcesses = 16,
  kUnknownAll = 31,
};

struct CommandEffect {
  Span span;                 // of the simple command in the script; empty for what is no command
  std::string_view program;  // without directory; a view into the script or the tables; "" when not known
  std::uint8_t unknown = 0;  // bits of Unknown
  // It is known what programs like this do by convention; a build script could do otherwise.
  bool convention = false;
  std::string why;  // what is unknown, in words; "" otherwise
};

struct Effects {
  std::vector<CommandEffect> commands;
  std::vector<PathEffect> paths;
  std::vector<PackageEffect> packages;
  std::vector<CacheEffect> caches;
  std::vector<VariableEffect> variables;
  std::uint8_t unknown = 0;  // of all commands together
  bool convention = false;   // of one of them at least
  bool network = false;
  bool root = false;  // needs root, with usual permissions
  bool changes_accounts = false;
  bool leaves_process = false;     // a process goes on when the instruction's script has ended
  bool changes_directory = false;  // of the shell, or by WORKDIR
  // The working directory afterwards; nullopt where it is not known.
  std::optional<std::string> directory;

  bool known() const { return unknown == 0; }
  // Nothing about it is unknown, and no path that it touches is.
  bool bounded() const;
  // May this path, or something below it, be read, written, removed? True where unknown.
  bool may_read(std::string_view path) const;
  bool may_write(std::string_view path) const;  // or remove
  bool uses(std::string_view cache, CacheEffect::Use use) const;
};

// May two paths be the same file, or one hold the other? An Extent::kUnknown overlaps everything.
bool overlap(const PathEffect& a, const PathEffect& b);
// True when doing `a` then `b` is the same as `b` then `a`, as far as files, packages, caches, variables,
// accounts and processes say. Never true where either is unknown.
bool independent(const Effects& a, const Effects& b);

// What the effects of a script are computed from.
struct ScriptContext {
  std::string_view text;                 // of the script
  const State* state = nullptr;          // before the instruction; may be null: nothing is known
  std::optional<std::string_view> home;  // home directory of the user that runs it
  shell::Dialect dialect = shell::Dialect::kDash;
  bool errexit = false;  // SHELL has -e
};

Effects script_effects(const shell::List& list, const ScriptContext& context);
// Of one simple command alone, run in the context's directory.
Effects command_effects(const shell::Command& command, const ScriptContext& context);

}  // namespace dockhone::model
