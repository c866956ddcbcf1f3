// Deterministic effects of commands that are not really run: just enough that what follows has something to
// work on (directories to change to, downloaded files, package lists), and that output depends on nothing but
// the call.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shim.h"
#include "wire.h"

struct call {
  const char* name;
  int argc;
  char** argv;
  const struct answer* answer;
};

static bool is(const char* left, const char* right) { return strcmp(left, right) == 0; }

static bool starts(const char* text, const char* prefix) {
  return strncmp(text, prefix, strlen(prefix)) == 0;
}

static const char* base_name(const char* path) {
  const char* slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

static unsigned long call_hash(const struct call* call) {
  unsigned long hash = HASH_START;
  for (int i = 0; i < call->argc; ++i) hash = hash_bytes(hash, call->argv[i], strlen(call->argv[i]) + 1);
  return hash;
}

// ---- files

static void make_directories(const char* path) {
  char copy[PATH_MAX];
  snprintf(copy, sizeof copy, "%s", path);
  for (char* at = copy + 1; *at != '\0'; ++at) {
    if (*at != '/') continue;
    *at = '\0';
    mkdir(copy, 0755);
    *at = '/';
  }
  mkdir(copy, 0755);
}

static void make_parent(const char* path) {
  char copy[PATH_MAX];
  snprintf(copy, sizeof copy, "%s", path);
  char* slash = strrchr(copy, '/');
  if (slash == NULL || slash == copy) return;
  *slash = '\0';
  make_directories(copy);
}

// A file that can be run, too: then the run is recorded.
static void make_placeholder(const struct call* call, const char* path, mode_t mode, bool keep) {
  if (call->answer->lenient) make_parent(path);
  int to = open(path, O_WRONLY | O_CREAT | (keep ? O_EXCL : O_TRUNC), mode);
  if (to < 0) return;
  dprintf(to, JUDGE_PLACEHOLDER "%016lx\n", call_hash(call));
  close(to);
}

// What unpacking, cloning or copying a tree brings: the programs and directories that scripts name by
// relative paths.
static void populate(const struct call* call, const char* directory) {
  if (!call->answer->lenient) return;
  const char* end = call->answer->hints + call->answer->hints_size;
  char path[PATH_MAX];
  for (const char* hint = call->answer->hints; hint < end; hint += strlen(hint) + 1) {
    if (*hint != 'c' && *hint != 'd') continue;
    snprintf(path, sizeof path, "%s/%s", directory, hint + 1);
    if (*hint == 'd') make_directories(path);
    if (*hint == 'c') make_placeholder(call, path, 0755, true);
  }
}

// ---- words of the call

// The value of an option: -oV, -o V, -xo V (a cluster), --long=V, --long V. NULL when it is not there.
static const char* option(const struct call* call, char letter, const char* name) {
  size_t length = strlen(name);
  for (int i = 1; i < call->argc; ++i) {
    const char* word = call->argv[i];
    const char* next = i + 1 < call->argc ? call->argv[i + 1] : NULL;
    if (starts(word, "--")) {
      if (length == 0 || !starts(word + 2, name)) continue;
      if (word[2 + length] == '=') return word + 3 + length;
      if (word[2 + length] == '\0') return next;
      continue;
    }
    if (letter == '\0' || word[0] != '-') continue;
    const char* at = strchr(word + 1, letter);
    if (at != NULL) return at[1] != '\0' ? at + 1 : next;
  }
  return NULL;
}

// Is `word` in one of the lists: blank-separated words, with a blank at both ends.
static bool listed(const char* list, const char* word) {
  char padded[256];
  if (snprintf(padded, sizeof padded, " %s ", word) >= (int)sizeof padded) return false;
  return strstr(list, padded) != NULL;
}

// The n-th word that is neither option nor value of one of the options in `with_value`.
static const char* operand(const struct call* call, int n, const char* with_value) {
  for (int i = 1; i < call->argc; ++i) {
    const char* word = call->argv[i];
    if (word[0] == '-' && word[1] != '\0') {
      if (listed(with_value, word)) ++i;
      continue;
    }
    if (n-- == 0) return word;
  }
  return NULL;
}

static bool has_word(const struct call* call, const char* list) {
  for (int i = 1; i < call->argc; ++i) {
    if (listed(list, call->argv[i])) return true;
  }
  return false;
}

// ---- package managers

static bool is_empty(const char* directory) {
  DIR* dir = opendir(directory);
  if (dir == NULL) return true;
  bool empty = true;
  for (struct dirent* entry; empty && (entry = readdir(dir)) != NULL;) {
    empty = entry->d_name[0] == '.' || is(entry->d_name, "lock") || is(entry->d_name, "partial");
  }
  closedir(dir);
  return empty;
}

static void clear(const char* directory) {
  DIR* dir = opendir(directory);
  if (dir == NULL) return;
  char path[PATH_MAX];
  for (struct dirent* entry; (entry = readdir(dir)) != NULL;) {
    snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
    if (entry->d_name[0] != '.') unlink(path);
  }
  closedir(dir);
}

// Lists hold the same whatever call fetched them.
static void fill(const char* directory, const char* name) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s", directory, name);
  make_directories(directory);
  int to = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (to >= 0) close(to);
}

#define APT_LISTS "/var/lib/apt/lists"
#define APK_CACHE "/var/cache/apk"

static bool needs_lists(const struct call* call) {
  for (int i = 2; i < call->argc; ++i) {
    const char* word = call->argv[i];
    if (word[0] != '-' && !listed(" install reinstall upgrade dist-upgrade full-upgrade ", word) &&
        strchr(word, '/') == NULL && !is(word, "0") && !is(word, "1")) {
      return true;
    }
  }
  return false;
}

static int apt(const struct call* call) {
  const char* verb = operand(call, 0, " -o -t -c -a --option --target-release --config-file ");
  if (verb == NULL) return 0;
  if (is(verb, "update")) fill(APT_LISTS, "archive_dists_stable_main");
  if (is(verb, "clean") || is(verb, "autoclean")) clear("/var/cache/apt/archives");
  if (is(verb, "source")) populate(call, ".");
  bool installs =
      listed(" install reinstall upgrade dist-upgrade full-upgrade build-dep satisfy source ", verb);
  if (installs && call->answer->strict && is_empty(APT_LISTS) && needs_lists(call)) return 100;
  if (installs) fill("/var/cache/apt/archives", "package.deb");
  return 0;
}

static int apk(const struct call* call) {
  const char* verb = operand(call, 0, " -t --virtual -X --repository -p --root --arch ");
  if (verb == NULL) return 0;
  bool fetches = has_word(call, " -U --update-cache --update ");
  bool keeps = !has_word(call, " --no-cache ");
  if (is(verb, "update") || (fetches && keeps)) fill(APK_CACHE, "APKINDEX.00000000.tar.gz");
  bool installs = is(verb, "add") || is(verb, "upgrade") || is(verb, "fetch");
  if (installs && keeps && call->answer->strict && is_empty(APK_CACHE) && needs_lists(call)) return 1;
  return 0;
}

static int yum(const struct call* call) {
  char cache[64];
  const char* verb = operand(call, 0, " -c -d -e -x --enablerepo --disablerepo --setopt --releasever ");
  snprintf(cache, sizeof cache, "/var/cache/%s", is(call->name, "yum") ? "yum" : "dnf");
  if (verb == NULL) return 0;
  if (is(verb, "clean")) {
    clear(cache);
    return 0;
  }
  bool offline = has_word(call, " -C --cacheonly ");
  if (offline && call->answer->strict && is_empty(cache)) return 1;
  if (!offline) fill(cache, "repodata");
  return 0;
}

// ---- downloads and archives

static void download_line(const struct call* call) {
  // A comment, so that `curl … | sh` has nothing to run.
  printf("# %s %016lx\n", call->name, call_hash(call));
}

static const char* url_of(const struct call* call) {
  for (int i = 1; i < call->argc; ++i) {
    if (strstr(call->argv[i], "://") != NULL) return call->argv[i];
  }
  const char* first = operand(call, 0, " -o -O -P -H -d -u -x -A -e -b -c -t -T --header --data --user ");
  return first != NULL ? first : "index.html";
}

static const char* name_in_url(const struct call* call) {
  static char name[NAME_MAX + 1];
  const char* url = url_of(call);
  const char* last = base_name(url);
  snprintf(name, sizeof name, "%s", last);
  name[strcspn(name, "?#")] = '\0';
  return name[0] == '\0' ? "index.html" : name;
}

static int curl(const struct call* call) {
  const char* file = option(call, 'o', "output");
  bool remote_name = has_word(call, " --remote-name ");
  for (int i = 1; i < call->argc; ++i) {
    const char* word = call->argv[i];
    remote_name |= word[0] == '-' && word[1] != '-' && strchr(word, 'O') != NULL;
  }
  if (file == NULL && remote_name) file = name_in_url(call);
  if (file == NULL || is(file, "-")) {
    download_line(call);
    return 0;
  }
  make_placeholder(call, file, 0644, false);
  return 0;
}

static int wget(const struct call* call) {
  const char* file = option(call, 'O', "output-document");
  if (file != NULL && is(file, "-")) {
    download_line(call);
    return 0;
  }
  const char* directory = option(call, 'P', "directory-prefix");
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s", file == NULL && directory != NULL ? directory : ".",
           name_in_url(call));
  make_placeholder(call, file != NULL ? file : path, 0644, false);
  return 0;
}

static int git(const struct call* call) {
  static const char kWithValue[] =
      " -b --branch --depth -c -C -o --origin --reference -j --jobs --shallow-since --filter --config "
      "--separate-git-dir ";
  const char* verb = operand(call, 0, kWithValue);
  if (verb == NULL || !is(verb, "clone")) {
    bool tells = verb != NULL && listed(" rev-parse describe log tag config remote ", verb);
    if (tells) printf("%s-%016lx\n", verb, call_hash(call));
    return 0;
  }
  const char* url = operand(call, 1, kWithValue);
  const char* target = operand(call, 2, kWithValue);
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s", target != NULL ? target : url != NULL ? url : "repository");
  for (size_t end = strlen(path); end > 1 && path[end - 1] == '/'; --end) path[end - 1] = '\0';
  const char* name = target != NULL ? path : base_name(path);
  char directory[PATH_MAX];
  snprintf(directory, sizeof directory, "%s", name);
  size_t end = strlen(directory);
  if (target == NULL && end > 4 && is(directory + end - 4, ".git")) directory[end - 4] = '\0';
  make_directories(directory);
  char marker[PATH_MAX];
  if (snprintf(marker, sizeof marker, "%s/README.md", directory) < (int)sizeof marker) {
    make_placeholder(call, marker, 0644, false);
  }
  populate(call, directory);
  return 0;
}

// name-1.2.tar.gz unpacks to name-1.2.
static void unpack(const struct call* call, const char* archive, const char* directory) {
  if (call->answer->lenient) make_directories(directory);
  populate(call, directory);
  char path[PATH_MAX];
  if (archive == NULL || is(archive, "-")) return;
  if (snprintf(path, sizeof path, "%s/%s", directory, base_name(archive)) >= (int)sizeof path) return;
  static const char* const kEnds[] = {".tar.gz", ".tar.xz", ".tar.bz2", ".tar.lz", ".tar.zst", ".tgz",
                                      ".tbz2",   ".txz",    ".tar",     ".zip",    ".7z"};
  for (size_t i = 0; i < sizeof kEnds / sizeof *kEnds; ++i) {
    size_t size = strlen(path);
    size_t end = strlen(kEnds[i]);
    if (size <= end || !is(path + size - end, kEnds[i])) continue;
    path[size - end] = '\0';
    mkdir(path, 0755);
    populate(call, path);
    return;
  }
}

static int tar(const struct call* call) {
  if (call->argc < 2) return 0;
  const char* first = call->argv[1];
  bool extracts = has_word(call, " --extract --get ");
  bool creates = has_word(call, " --create ");
  for (int i = 1; i < call->argc; ++i) {
    const char* word = call->argv[i];
    if (starts(word, "--") || (i > 1 && word[0] != '-')) continue;
    extracts |= strchr(word, 'x') != NULL && (i == 1 || word[0] == '-');
    creates |= strchr(word, 'c') != NULL && (i == 1 || word[0] == '-');
  }
  const char* file = option(call, 'f', "file");
  if (file == NULL && first[0] != '-' && strchr(first, 'f') != NULL && call->argc > 2) file = call->argv[2];
  if (extracts) {
    const char* directory = option(call, 'C', "directory");
    unpack(call, file, directory != NULL ? directory : ".");
  } else if (creates && file != NULL && !is(file, "-")) {
    make_placeholder(call, file, 0644, false);
  } else if (creates) {
    download_line(call);
  }
  return 0;
}

static int unzip(const struct call* call) {
  const char* directory = option(call, 'd', "");
  unpack(call, operand(call, 0, " -d -x -P "), directory != NULL ? directory : ".");
  return 0;
}

// ---- things that are asked for

static int which(const struct call* call) {
  int status = 1;
  for (int i = 1; i < call->argc; ++i) {
    const char* path = getenv("PATH");
    if (call->argv[i][0] == '-' || path == NULL) continue;
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", path);
    status = 1;
    for (char* part = strtok(copy, ":"); part != NULL; part = strtok(NULL, ":")) {
      char file[2 * PATH_MAX];
      snprintf(file, sizeof file, "%s/%s", part, call->argv[i]);
      if (access(file, X_OK) != 0) continue;
      puts(file);
      status = 0;
      break;
    }
  }
  return status;
}

// The first name that is free: the same sequence of calls makes the same names.
static int mktemp_(const struct call* call) {
  const char* directory = option(call, 'p', "tmpdir");
  const char* pattern = operand(call, 0, " -p --suffix ");
  bool is_directory = has_word(call, " -d -dt -td --directory ");
  for (int i = 0; i < 1000; ++i) {
    char path[PATH_MAX];
    if (pattern != NULL && strchr(pattern, '/') != NULL) {
      snprintf(path, sizeof path, "%s.%03d", pattern, i);
    } else {
      snprintf(path, sizeof path, "%s/%s.%03d", directory != NULL ? directory : "/tmp",
               pattern != NULL ? pattern : "tmp", i);
    }
    bool made = is_directory ? mkdir(path, 0700) == 0 : false;
    int to = is_directory ? -1 : open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (to >= 0) close(to);
    if (made || to >= 0) {
      puts(path);
      return 0;
    }
    if (errno != EEXIST) return 1;
  }
  return 1;
}

static int account(const struct call* call) {
  const char* name = call->argc > 1 ? call->argv[call->argc - 1] : "";
  char path[PATH_MAX];
  if (name[0] == '-' || name[0] == '\0' || strchr(name, '/') != NULL) return 0;
  snprintf(path, sizeof path, "/home/%s", name);
  if (call->answer->lenient) mkdir(path, 0755);
  int to = open("/etc/passwd", O_WRONLY | O_APPEND);
  if (to < 0) return 0;
  dprintf(to, "%s:x:1000:1000::/home/%s:/bin/sh\n", name, name);
  close(to);
  return 0;
}

static int id(const struct call* call) {
  bool by_name = has_word(call, " -un -nu -gn -ng ");
  bool one = has_word(call, " -u -g ");
  puts(by_name ? "root" : one ? "0" : "uid=0(root) gid=0(root) groups=0(root)");
  return 0;
}

static int uname_(const struct call* call) {
  bool machine = has_word(call, " -m -p -i ");
  puts(machine                  ? "x86_64"
       : has_word(call, " -r ") ? "6.1.0"
       : has_word(call, " -a ") ? "Linux build 6.1.0 x86_64"
                                : "Linux");
  return 0;
}

static int date(const struct call* call) {
  puts(has_word(call, " +%s ") ? "1000000000" : has_word(call, " +%Y ") ? "2001" : "2001-09-09");
  return 0;
}

static int su(const struct call* call) {
  const char* script = option(call, 'c', "command");
  if (script == NULL) return 0;
  execl("/bin/sh", "sh", "-c", script, (char*)NULL);
  return 127;
}

static int lsb_release(const struct call* call) {
  puts(has_word(call, " -cs -sc ") ? "bookworm" : has_word(call, " -rs -sr ") ? "12" : "Debian");
  return 0;
}

static int dpkg(const struct call* call) {
  if (has_word(call, " --print-architecture ")) puts("amd64");
  if (has_word(call, " --print-foreign-architectures ")) puts("i386");
  return 0;
}

static int answer_2(const struct call* call) {
  (void)call;
  puts("2");
  return 0;
}

static int answer_machine(const struct call* call) {
  (void)call;
  puts("x86_64");
  return 0;
}

static int answer_root(const struct call* call) {
  (void)call;
  puts("root");
  return 0;
}

static int nothing(const struct call* call) {
  (void)call;
  return 0;
}

// Any other command: one line that depends on the call alone.
static int one_line(const struct call* call) {
  printf("%s-%016lx\n", call->name, call_hash(call));
  return 0;
}

struct effect {
  const char* names;
  int (*run)(const struct call* call);
};

static const struct effect kEffects[] = {{" apt-get apt aptitude ", apt},
                                         {" apk ", apk},
                                         {" yum dnf microdnf ", yum},
                                         {" curl ", curl},
                                         {" wget ", wget},
                                         {" git ", git},
                                         {" tar bsdtar ", tar},
                                         {" unzip ", unzip},
                                         {" which ", which},
                                         {" mktemp ", mktemp_},
                                         {" useradd adduser ", account},
                                         {" id ", id},
                                         {" uname ", uname_},
                                         {" date ", date},
                                         {" su ", su},
                                         {" lsb_release ", lsb_release},
                                         {" dpkg ", dpkg},
                                         {" nproc getconf ", answer_2},
                                         {" arch ", answer_machine},
                                         {" whoami hostname ", answer_root},
                                         {" sleep chown chgrp groupadd addgroup usermod groupmod deluser "
                                          "userdel chpasswd passwd ldconfig update-alternatives "
                                          "strip kill pkill killall apt-key add-apt-repository locale-gen "
                                          "dpkg-reconfigure setcap service systemctl ",
                                          nothing}};

int imitate(const char* name, int argc, char** argv, const struct answer* answer) {
  signal(SIGPIPE, SIG_IGN);
  struct call call = {name, argc, argv, answer};
  int (*run)(const struct call*) = one_line;
  for (size_t i = 0; i < sizeof kEffects / sizeof *kEffects; ++i) {
    if (listed(kEffects[i].names, name)) run = kEffects[i].run;
  }
  int status = run(&call);
  fflush(stdout);
  return status;
}
