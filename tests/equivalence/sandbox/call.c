// Words of a call, and files that it makes.
#define _GNU_SOURCE
#include "call.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "wire.h"

bool is(const char* left, const char* right) { return strcmp(left, right) == 0; }

bool starts(const char* text, const char* prefix) { return strncmp(text, prefix, strlen(prefix)) == 0; }

const char* base_name(const char* path) {
  const char* slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

unsigned long call_hash(const struct call* call) {
  unsigned long hash = HASH_START;
  for (int i = 0; i < call->argc; ++i) hash = hash_bytes(hash, call->argv[i], strlen(call->argv[i]) + 1);
  return hash;
}

// ---- files

void make_directories(const char* path) {
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

void make_placeholder(const struct call* call, const char* path, mode_t mode, bool keep) {
  if (call->answer->lenient) make_parent(path);
  int to = open(path, O_WRONLY | O_CREAT | (keep ? O_EXCL : O_TRUNC), mode);
  if (to < 0) return;
  dprintf(to, JUDGE_PLACEHOLDER "%016lx\n", call_hash(call));
  close(to);
}

void populate(const struct call* call, const char* directory) {
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

const char* option(const struct call* call, char letter, const char* name) {
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

bool listed(const char* list, const char* word) {
  char padded[256];
  if (snprintf(padded, sizeof padded, " %s ", word) >= (int)sizeof padded) return false;
  return strstr(list, padded) != NULL;
}

const char* operand(const struct call* call, int n, const char* with_value) {
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

bool has_word(const struct call* call, const char* list) {
  for (int i = 1; i < call->argc; ++i) {
    if (listed(list, call->argv[i])) return true;
  }
  return false;
}
