// Runs the RUN instructions of one stage in a private root: see sandbox.c.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "wire.h"

// Reads NUL-terminated fields one after the other; past the end it gives "".
struct fields {
  const char* at;
  const char* end;
};

const char* next_field(struct fields* fields);
int next_number(struct fields* fields);

struct strings {
  const char** at;  // NULL-terminated
  int count;
};

// A count, then that many fields.
struct strings next_strings(struct fields* fields);

struct job {
  const char* mode;  // letters of wire.h
  int seconds;       // wall time of one RUN
  const char* sh;    // what /bin/sh is: dash, bash or busybox
  int fail_at;       // the n-th call of `fail` fails; 0: none
  struct strings fail;
  struct strings links;  // names of commands that exist
  struct strings hints;
  int fails_seen;
  int records;
  const char* hint_bytes;  // mode and hints as the shims get them
  size_t hint_size;
};

// One item of the answer.
void emit(char tag, const void* data, size_t size);
void emit_text(char tag, const char* text);
// Says what is missing on this machine, and ends the program with status 2.
void give_up(const char* what);

// Exit statuses of a RUN's process 1 that are not the script's.
enum { kNoShell = 243, kBroken = 244 };

// confine.c. Leaves the host's file system, network and processes behind. Then /judge and /dev hold what a
// root gets.
void confine(const char* tools);
// Puts /dev and JUDGE_HOME into the root of a job.
void furnish_root(void);
// In the process of a RUN: makes kRoot the root, with `mounts` in it (type, target, id; each a RUN --mount).
void enter_root(const struct strings* mounts);
// Limits and capabilities of what a Dockerfile runs.
void drop_privileges(void);
void make_directories(const char* path, unsigned mode);
extern const char kRoot[];

// root.c
void make_root(const struct job* job);
void remove_root(void);
void emit_tree(void);
void make_file(const char* path, unsigned mode, const char* content);
// A directory with the programs that scripts call by relative paths.
void make_programs(const struct job* job, const char* directory);
// What a COPY of a directory brings.
void populate(const struct job* job, const char* directory);

// run.c
int listen_for_records(void);
bool run_instruction(struct job* job, struct fields* fields, int listener);
