// Package managers: what they need of lists and caches, and what they leave there. Packages themselves leave
// nothing.
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "call.h"

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

int apt(const struct call* call) {
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

int apk(const struct call* call) {
  const char* verb = operand(call, 0, " -t --virtual -X --repository -p --root --arch ");
  if (verb == NULL) return 0;
  bool fetches = has_word(call, " -U --update-cache --update ");
  bool keeps = !has_word(call, " --no-cache ");
  if (is(verb, "update") || (fetches && keeps)) fill(APK_CACHE, "APKINDEX.00000000.tar.gz");
  bool installs = is(verb, "add") || is(verb, "upgrade") || is(verb, "fetch");
  if (installs && keeps && call->answer->strict && is_empty(APK_CACHE) && needs_lists(call)) return 1;
  return 0;
}

int yum(const struct call* call) {
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
