// usage: equivalence_sandbox TOOLS
//
// Executes stages of Dockerfiles that tests/equivalence/run has translated, one job after the other: a job is
// a 32-bit length and NUL-terminated fields on standard input; the answer is a sequence of items on standard
// output, each a letter, a 32-bit length and that many bytes:
//   R  a call of a command: '1' if it was made to fail, else '0', then the record of record.c
//   O  a RUN has ended: its exit status, or why it has none ("time limit", "no shell" ...)
//   T  the root at the end: path and description of each entry
//   Z  the job is done
// What this machine does not allow is said on standard error, with exit status 2.
#define _GNU_SOURCE
#include "sandbox.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

void give_up(const char* what) {
  fprintf(stderr, "equivalence_sandbox: this machine does not give: %s: %s\n", what, strerror(errno));
  exit(2);
}

void emit(char tag, const void* data, size_t size) {
  unsigned length = (unsigned)size;
  bool written = fputc(tag, stdout) != EOF && fwrite(&length, sizeof length, 1, stdout) == 1 &&
                 (size == 0 || fwrite(data, size, 1, stdout) == 1);
  if (!written) exit(2);
}

void emit_text(char tag, const char* text) { emit(tag, text, strlen(text)); }

const char* next_field(struct fields* fields) {
  if (fields->at >= fields->end) return "";
  const char* field = fields->at;
  fields->at += strlen(field) + 1;
  return field;
}

int next_number(struct fields* fields) { return atoi(next_field(fields)); }

struct strings next_strings(struct fields* fields) {
  struct strings strings = {NULL, next_number(fields)};
  strings.at = calloc((size_t)strings.count + 1, sizeof *strings.at);
  if (strings.at == NULL) give_up("memory");
  for (int i = 0; i < strings.count; ++i) strings.at[i] = next_field(fields);
  return strings;
}

// Paths of a Dockerfile mean something in its own root only.
static void in_root(const struct job* job, const char* what, struct fields* fields) {
  const char* path = next_field(fields);
  unsigned mode = strcmp(what, "file") == 0 ? (unsigned)next_number(fields) : 0;
  const char* content = strcmp(what, "file") == 0 ? next_field(fields) : "";
  fflush(stdout);
  pid_t child = fork();
  if (child < 0) give_up("fork");
  if (child > 0) {
    waitpid(child, NULL, 0);
    return;
  }
  if (chroot(kRoot) != 0 || chdir("/") != 0) _exit(1);
  umask(022);
  if (strcmp(what, "dir") == 0) make_programs(job, path);
  if (strcmp(what, "tree") == 0) populate(job, path);
  if (strcmp(what, "file") == 0) {
    char parent[4096];
    snprintf(parent, sizeof parent, "%s", path);
    char* slash = strrchr(parent, '/');
    if (slash != NULL && slash != parent) {
      *slash = '\0';
      make_directories(parent, 0755);
    }
    make_file(path, mode, content);
  }
  _exit(0);
}

static void run_job(const char* bytes, size_t size, int listener) {
  struct fields fields = {bytes, bytes + size};
  struct job job = {0};
  const char* mode = job.mode = next_field(&fields);
  job.seconds = next_number(&fields);
  job.sh = next_field(&fields);
  job.fail_at = next_number(&fields);
  job.fail = next_strings(&fields);
  job.links = next_strings(&fields);
  struct fields hints = fields;
  job.hints = next_strings(&fields);
  next_field(&hints);  // the count
  size_t hint_size = (size_t)(fields.at - hints.at);
  char* hint_bytes = malloc(strlen(mode) + 1 + hint_size);
  if (hint_bytes == NULL) give_up("memory");
  memcpy(hint_bytes, mode, strlen(mode) + 1);
  memcpy(hint_bytes + strlen(mode) + 1, hints.at, hint_size);
  job.hint_bytes = hint_bytes;
  job.hint_size = strlen(mode) + 1 + hint_size;
  make_root(&job);
  for (;;) {
    const char* what = next_field(&fields);
    if (strcmp(what, "end") == 0 || *what == '\0') break;
    if (strcmp(what, "run") != 0) {
      in_root(&job, what, &fields);
    } else if (!run_instruction(&job, &fields, listener)) {
      break;  // as a build does
    }
  }
  emit_tree();
  remove_root();
  emit_text('Z', "");
  fflush(stdout);
}

int main(int argc, char** argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: equivalence_sandbox TOOLS\n");
    return 2;
  }
  confine(argv[1]);
  int listener = listen_for_records();
  unsigned size = 0;
  while (fread(&size, sizeof size, 1, stdin) == 1) {
    char* bytes = malloc((size_t)size + 1);
    if (bytes == NULL || fread(bytes, 1, size, stdin) != size) return 2;
    bytes[size] = '\0';
    // Each job in a process of its own: what it allocates goes with it, and a job that is broken breaks no
    // other.
    pid_t child = fork();
    if (child < 0) give_up("fork");
    if (child == 0) {
      run_job(bytes, size, listener);
      exit(0);
    }
    free(bytes);
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return 2;
  }
  return 0;
}
