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

// What a word of a command line stands for. In YAML: text, read, read-tree ...
enum class Role : std::uint8_t {
  kText,        // names no file
  kRead,        // a file that is read
  kReadTree,    // a file or directory that is read with everything below it
  kWrite,       // a file that is written
  kWriteTree,   // a file or directory that is written, or below which is written
  kEdit,        // a file that is read and written
  kEditTree,    // the same for everything below it
  kRemove,      // a file, or empty directory, that is gone afterwards
  kRemoveTree,  // the same with everything below it
  kMove,        // read with everything below it, and gone afterwards
  kDirectory,   // the directory that the command works in instead of the shell's
  kPackage,     // a package, by name (with version, URL or file, as the manager has it)
  kManifest,    // a file that lists packages
  kAccount,     // a user or group
  kUrl,         // something that is fetched
  kDownload,    // a URL: its last part is the name of a file written in the working directory
  kCommand,     // the first word of another command, or a word before it
  kScript,      // the text of a shell script
  kModule,      // a Python module that is run
  kCode,        // a file or text that is run as code of any language
};

// What kind of thing a verb does. In YAML: install, update-index, ...
enum class VerbKind : std::uint8_t {
  kOther,
  kInstall,
  kUpdateIndex,  // fetches lists of what there is
  kUpgrade,
  kRemove,
  kClean,     // removes caches or what nothing needs any more
  kDownload,  // fetches and does not install
  kBuild,
  kTest,
  kRun,    // runs code of the project or of a package
  kQuery,  // prints only
  kConfigure,
  kInit,  // makes a project, an environment, a repository
};

// Where a manager takes the list of packages from.
enum class Installs : std::uint8_t {
  kNothing,
  kOperands,  // its operands are packages
  kManifest,  // the manifests of the working directory (VerbFacts/Deeds::manifests) or of its options
  kOperandsOrManifest,  // operands where there are any, else the manifest
};

// What a command, a verb or an option does to the world. Paths are templates: absolute, or `./x` below the
// working directory, or `~/x` below the home directory, or with ${VAR} and ${VAR:-default} taken from the
// environment. With a final slash they mean the directory and everything below.
struct Deeds {
  bool stated = false;  // the fields are complete: what is not named here is not done
  bool network = false;
  bool root = false;        // fails for others than root, with usual permissions
  bool convention = false;  // true for what such programs do by convention; it is not theirs alone to decide
  bool project_code = false;  // runs code that is not part of the tool: what it does besides is not known
  Installs installs = Installs::kNothing;
  Role first = Role::kText;  // of the first operand
  Role rest = Role::kText;   // of the others
  Role last = Role::kText;   // of the last operand, where there are at least two
  std::span<const std::string_view> reads;
  std::span<const std::string_view> writes;
  std::span<const std::string_view> removes;
  std::span<const std::string_view> makes_caches;  // names, see find_cache
  std::span<const std::string_view> reads_caches;
  std::span<const std::string_view> removes_caches;
  std::span<const std::string_view> manifests;
  std::span<const std::string_view> environment;  // variables that it reads
};

struct OptionFacts {
  enum class Value : std::uint8_t {
    kNever,
    kNeeded,    // attached (--o=v, -ov) or the next word
    kAttached,  // attached or absent (--o, --o=v, -ov)
    kNumber,    // attached, or the next word where that is a number or not known, or absent (make -j 4)
  };
  std::span<const std::string_view> names;  // the first is the canonical one; `-#` stands for digits (-9)
  Value value = Value::kNever;
  Role role = Role::kText;        // of its value
  bool stands_for_first = false;  // the first operand then has the role of the others (grep -e)
  bool stands_for_last = false;   // the last operand then has the role of the others (cp -t)
  bool keeps_no_cache = false;    // with it, no cache is made (pip --no-cache-dir)
  bool asks = false;              // --help and its like: the command prints something and does nothing else
};

// A name of an option, and the option's place in ToolFacts::options.
struct Spelling {
  std::string_view name;
  std::uint16_t option = 0;
};

struct VerbFacts {
  std::string_view
      name;  // canonical; of two words `cache clean`; an option where the tool has it so (dpkg -i)
  std::string_view spelled;  // as called
  VerbKind kind = VerbKind::kOther;
  const Deeds* deeds = nullptr;  // never null
};

// A tool's command line and what it does; by CommandFacts::tool.
struct ToolFacts {
  std::string_view manager;       // of packages: apt, apk, rpm, pip, npm ...; "" for other tools
  bool versioned = false;         // also called with a version behind its name (python3.11, gcc-12)
  bool single_dash_long = false;  // -name is one option, not a cluster (go, java, find)
  bool bare_cluster = false;      // the first word may be a cluster of options without dash (tar xzf)
  bool stops_at_operand = false;  // what is behind the first operand is not its own (sudo, sh, python)
  bool python_module = false;     // `python -m NAME` is the same
  bool assignments = false;       // VAR=value words before its operands (env, sudo; make's too)
  std::uint8_t words_before = 0;  // wrappers: operands before the command (timeout 5 cmd)
  std::string_view default_verb;  // where no verb is given
  VerbKind unlisted_verb = VerbKind::kOther;
  bool word_verbs = false;      // the first operand is a verb (not so where only options are verbs: dpkg -i)
  bool takes_any_verb = false;  // a verb that is not listed is of kind unlisted_verb (yarn build)
  // Variables of the environment that, when set to a value other than 0, no, off, false or nothing, are like
  // the option that keeps no cache.
  std::span<const std::string_view> no_cache_environment;
  std::span<const OptionFacts> options;
  std::span<const Spelling> spellings;  // every name in `options`, by size, then text
  std::span<const Spelling>
      patterns;  // those of them that stand for more than themselves (-#, -W*), as listed
  std::span<const VerbFacts> verbs;
  const Deeds* deeds = nullptr;  // where it has no verbs; never null
};

struct CommandFacts {
  std::string_view name;  // as called, without directory
  Builtin builtin = Builtin::kNo;
  // An installed program will not appear earlier in PATH than this one, nor move it: a tool of the base
  // system.
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
  // Its options, verbs and deeds; null where only the above is known.
  const ToolFacts* tool = nullptr;
};

// By name without directory; nullptr when not listed.
const CommandFacts* find_command(std::string_view name);

// The same, and where there is none, that of the name without its version, for tools that are called so:
// python3.11.
const CommandFacts* find_tool(std::string_view name);

// Where a package manager or compiler keeps what it fetched or made, so that it need not do so again.
struct CacheFacts {
  std::string_view name;  // apt-lists, pip ...
  std::span<const std::string_view>
      paths;  // templates as in Deeds, most specific first; all of them hold parts of it
};

// nullptr when there is none of this name.
const CacheFacts* find_cache(std::string_view name);

// Defined by the generated table.
std::span<const CommandFacts> commands();
std::span<const CacheFacts> caches();

}  // namespace dockhone::model
