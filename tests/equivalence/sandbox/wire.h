// What the sandbox and the shims agree on.
//
// A shim sends one record a call over an abstract socket: a 32-bit length, then NUL-terminated fields
// (record.c says which). It gets back: one byte (1: this call has to fail), a 32-bit length, and the hints as
// NUL-terminated strings:
//   first   what holds for the run, letters: l lenient (file tools never fail, missing things are made), s
//   strict
//           (package managers need their lists)
//   then    c<path>  a program that scripts call by a relative path
//           d<path>  a relative directory that scripts change to
//           D<path>  an absolute one
//           a<path>  a program or script that scripts call by an absolute path
#pragma once

#define JUDGE_SOCKET \
  "dockhone-equivalence"      // abstract: invisible in the file system, private to the sandbox's network
#define JUDGE_HOME "/.judge"  // read-only in every root: shims, real tools, their libraries
#define JUDGE_PLACEHOLDER "#!" JUDGE_HOME "/shim\n# placeholder "

enum { kMaxRecord = 1 << 20 };
