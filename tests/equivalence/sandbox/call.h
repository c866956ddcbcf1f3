// The call that a shim imitates: its words, and what may be made in the root.
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#include "shim.h"

struct call {
  const char* name;
  int argc;
  char** argv;
  const struct answer* answer;
};

bool is(const char* left, const char* right);
bool starts(const char* text, const char* prefix);
const char* base_name(const char* path);
unsigned long call_hash(const struct call* call);

// The value of an option: -oV, -o V, -xo V (a cluster), --long=V, --long V. NULL when it is not there.
const char* option(const struct call* call, char letter, const char* name);
// Is `word` in a list of blank-separated words, with a blank at both ends.
bool listed(const char* list, const char* word);
// The n-th word that is neither option nor value of one of the options in `with_value`.
const char* operand(const struct call* call, int n, const char* with_value);
bool has_word(const struct call* call, const char* list);

void make_directories(const char* path);
// A file that can be run, too: then the run is recorded. `keep`: what is there stays.
void make_placeholder(const struct call* call, const char* path, mode_t mode, bool keep);
// What unpacking, cloning or copying a tree brings: the programs and directories that scripts name by
// relative paths.
void populate(const struct call* call, const char* directory);

// packages.c and fetch.c: their exit status.
int apt(const struct call* call);
int apk(const struct call* call);
int yum(const struct call* call);
int curl(const struct call* call);
int wget(const struct call* call);
int git(const struct call* call);
int tar(const struct call* call);
int unzip(const struct call* call);
