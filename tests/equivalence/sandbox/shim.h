// A recording stand-in for every external command: see shim.c.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct answer {
  bool fail;
  bool lenient;
  bool strict;
  const char* hints;  // NUL-terminated strings, one after the other
  size_t hints_size;
};

// Sends argv with the state of the process, and waits for the answer. Without a sandbox around it: no
// failure, no hints.
struct answer record(char* const* argv);

// Waits until all writers of a pipe on standard input are gone, and hashes what they wrote without taking it
// away. Fields of the record: what standard input is, and the hash ("" where there is nothing to read).
const char* describe_stdin(void);

// The deterministic effects of commands that are not really run. Returns the exit status.
int imitate(const char* name, int argc, char** argv, const struct answer* answer);

// Is `name` run for real behind its recording? Its kind, 0 if not.
enum real_kind { kNotReal, kFilter, kFileTool };
enum real_kind real_tool(const char* name);

// Does a plain call of a file tool by itself; false: nothing was done, it needs the real tool.
bool simple_tool(const char* name, int argc, char** argv, int* status);

// Replaces the process by the real tool; returns only when that is not possible.
void run_real(const char* tool, char** argv);
// Runs it as a child and returns its exit status.
int wait_real(const char* tool, char** argv);

unsigned long hash_bytes(unsigned long hash, const void* data, size_t size);
#define HASH_START 14695981039346656037UL
