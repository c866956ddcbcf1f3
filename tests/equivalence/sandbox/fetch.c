// Downloads, clones and archives.
#define _GNU_SOURCE
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "call.h"

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

int curl(const struct call* call) {
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

int wget(const struct call* call) {
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

int git(const struct call* call) {
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

int tar(const struct call* call) {
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

int unzip(const struct call* call) {
  const char* directory = option(call, 'd', "");
  unpack(call, operand(call, 0, " -d -x -P "), directory != NULL ? directory : ".");
  return 0;
}
