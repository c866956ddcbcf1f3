// The stand-in for every external command. It records the call, then
//   - fails, where the sandbox says so,
//   - or becomes the real tool (file tools and filters, shells),
//   - or becomes the command that a wrapper is to run (sudo, nice ...),
//   - or imitates a few deterministic effects and succeeds.
#define _GNU_SOURCE
#include "shim.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wire.h"

static const char* base_name(const char* path) {
  const char* slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

// Most tools are programs of their own; the rest are applets.
static const char* program_of(const char* tool) {
  static const char* const kApplets[] = {"awk", "egrep", "fgrep", "rev"};
  for (size_t i = 0; i < sizeof kApplets / sizeof *kApplets; ++i) {
    if (strcmp(tool, kApplets[i]) == 0) return "busybox";
  }
  return tool;
}

// Tools are started by their own loader with their own libraries: nothing that a script does to its root
// breaks them.
void run_real(const char* tool, char** argv) {
  size_t argc = 0;
  while (argv[argc] != NULL) ++argc;
  char path[PATH_MAX];
  snprintf(path, sizeof path, JUDGE_HOME "/real/%s", program_of(tool));
  char** words = calloc(argc + 8, sizeof *words);
  size_t n = 0;
  words[n++] = (char*)"loader";
  words[n++] = (char*)"--argv0";
  words[n++] = argv[0];
  words[n++] = (char*)"--library-path";
  words[n++] = (char*)JUDGE_HOME "/lib";
  words[n++] = path;
  for (size_t i = 1; i < argc; ++i) words[n++] = argv[i];
  execv(JUDGE_HOME "/lib/loader", words);
  _exit(126);
}

int wait_real(const char* tool, char** argv) {
  pid_t child = fork();
  if (child == 0) run_real(tool, argv);
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) return 126;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Read standard input, or tell something by their exit status.
static const char* const kFilters[] = {
    "[",     "awk",    "b2sum",    "base32", "base64", "basename", "busybox",  "cat",
    "cksum", "cmp",    "comm",     "csplit", "cut",    "diff",     "dirname",  "egrep",
    "env",   "expand", "expr",     "factor", "false",  "fgrep",    "find",     "fmt",
    "fold",  "grep",   "head",     "join",   "ls",     "nl",       "numfmt",   "od",
    "paste", "pr",     "printenv", "printf", "pwd",    "readlink", "realpath", "rev",
    "seq",   "sort",   "split",    "sum",    "tac",    "tail",     "test",     "tr",
    "true",  "tsort",  "unexpand", "uniq",   "wc",     "xargs",    "yes",      "echo"};

// Change or check files; where the run is lenient they always succeed, so that a file that only the real
// world has stops nothing.
static const char* const kFileTools[] = {
    "chmod",  "cp",  "dd",     "install", "link",      "ln",        "mkdir",     "mkfifo",
    "mv",     "rm",  "rmdir",  "shred",   "sync",      "tee",       "touch",     "truncate",
    "unlink", "sed", "md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum"};

static bool among(const char* name, const char* const* list, size_t size) {
  for (size_t i = 0; i < size; ++i) {
    if (strcmp(name, list[i]) == 0) return true;
  }
  return false;
}

enum real_kind real_tool(const char* name) {
  if (among(name, kFilters, sizeof kFilters / sizeof *kFilters)) return kFilter;
  return among(name, kFileTools, sizeof kFileTools / sizeof *kFileTools) ? kFileTool : kNotReal;
}

// Commands that run the command behind them: options with a value, and operands in front of the command.
struct wrapper {
  const char* name;
  const char* with_value;
  int operands;
};

static const struct wrapper kWrappers[] = {
    {"sudo", "ugpCrthTRD", 0}, {"doas", "uC", 0},   {"gosu", "", 1},        {"su-exec", "", 1},
    {"nice", "n", 0},          {"ionice", "cn", 0}, {"nohup", "", 0},       {"timeout", "ks", 1},
    {"eatmydata", "", 0},      {"setsid", "", 0},   {"dumb-init", "r", 0},  {"tini", "e", 0},
    {"stdbuf", "ioe", 0},      {"time", "fo", 0},   {"chronic", "", 0},     {"fakeroot", "", 0},
    {"unbuffer", "", 0},       {"setpriv", "", 0},  {"xvfb-run", "nsef", 0}};

static const struct wrapper* wrapper(const char* name) {
  for (size_t i = 0; i < sizeof kWrappers / sizeof *kWrappers; ++i) {
    if (strcmp(name, kWrappers[i].name) == 0) return &kWrappers[i];
  }
  return NULL;
}

// The first word of the wrapped command; argc when there is none.
static int wrapped(const struct wrapper* kind, int argc, char** argv) {
  int operands = kind->operands;
  for (int i = 1; i < argc; ++i) {
    const char* word = argv[i];
    if (strcmp(word, "--") == 0) return i + 1 + operands < argc ? i + 1 + operands : argc;
    if (word[0] == '-' && word[1] != '\0') {
      if (word[1] != '-' && word[2] == '\0' && strchr(kind->with_value, word[1]) != NULL) ++i;
      continue;
    }
    if (strchr(word, '=') != NULL && strcmp(kind->name, "sudo") == 0) {
      putenv(argv[i]);
      continue;
    }
    if (operands-- > 0) continue;
    return i;
  }
  return argc;
}

// The wrapper's record has its own words only: the command behind it records itself.
static int run_wrapped(const struct wrapper* kind, int argc, char** argv) {
  int command = wrapped(kind, argc, argv);
  char* first = command < argc ? argv[command] : NULL;
  argv[command] = NULL;
  struct answer answer = record(argv);
  if (answer.fail) return 1;
  if (first == NULL) return 0;
  argv[command] = first;
  execvp(first, argv + command);
  return errno == ENOENT ? 127 : 126;
}

static int run_named(const char* name, int argc, char** argv) {
  const struct wrapper* kind = wrapper(name);
  if (kind != NULL) return run_wrapped(kind, argc, argv);
  struct answer answer = record(argv);
  if (answer.fail) return 1;
  enum real_kind real = real_tool(name);
  int status = 0;
  if (real == kFileTool && simple_tool(name, argc, argv, &status)) return answer.lenient ? 0 : status;
  if (real != kNotReal) {
    if (real == kFilter || !answer.lenient) run_real(name, argv);
    wait_real(name, argv);
    return 0;
  }
  return imitate(name, argc, argv, &answer);
}

// What a path leads to inside of JUDGE_HOME ("dash", "shim" ...), NULL if it leads elsewhere.
static const char* identity(const char* path) {
  static char real[PATH_MAX];
  if (path == NULL || realpath(path, real) == NULL || strncmp(real, JUDGE_HOME "/", sizeof JUDGE_HOME) != 0)
    return NULL;
  return base_name(real);
}

// A bare name is looked up as the shell did.
static const char* identity_in_path(const char* name) {
  if (strchr(name, '/') != NULL) return identity(name);
  static char path[PATH_MAX];
  snprintf(path, sizeof path, "/usr/bin/%s", name);
  return identity(path);
}

int main(int argc, char** argv) {
  const char* path = (const char*)getauxval(AT_EXECFN);
  const char* self = identity(path);
  if (self != NULL && strcmp(self, "shim") == 0 && argc > 0) {
    return run_named(base_name(path), argc, argv);
  }
  if (self ==
      NULL) {  // a script's interpreter: the path is the script's, the first word names the interpreter
    self = argc > 0 ? identity_in_path(argv[0]) : NULL;
    if (self == NULL) self = "shim";
    if (strcmp(self, "shim") == 0 && argc > 1) return run_named(base_name(argv[1]), argc - 1, argv + 1);
  }
  struct answer answer = record(argv);
  if (answer.fail) return 1;
  run_real(self, argv);
  return 126;
}
