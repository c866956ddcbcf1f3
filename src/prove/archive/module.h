/* What the program and the module that holds libarchive and libcrypto say to each other: C types only, because
 * each may bring a C++ library and an allocator of its own. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define DOCKHONE_ARCHIVE_ENTRY "dockhone_archive_v1"

extern "C" {

enum dockhone_archive_kind {
  DOCKHONE_ARCHIVE_FILE = 0,
  DOCKHONE_ARCHIVE_DIRECTORY,
  DOCKHONE_ARCHIVE_SYMLINK,
  DOCKHONE_ARCHIVE_HARDLINK,
  DOCKHONE_ARCHIVE_DEVICE, /* and sockets and FIFOs */
};

struct dockhone_archive_entry {
  const char* path; /* as in the archive */
  enum dockhone_archive_kind kind;
  uint32_t mode; /* permission bits, with set-user-id and its like */
  uint32_t uid;
  uint32_t gid;
  uint64_t size;
  const char* target; /* of a link; never null */
};

struct dockhone_archive_sink {
  void* user;
  /* Returns whether the data is wanted; asked of regular files. */
  int (*entry)(void* user, const struct dockhone_archive_entry* entry);
  void (*data)(void* user, const char* data, size_t size); /* in order, holes as zeros */
  void (*end)(void* user, const unsigned char* sha256);     /* of the data; null where it is no regular file */
};

/* Whole archive, in any compression. Returns 0, or writes what went wrong into `message`. */
typedef int (*dockhone_archive_read)(const char* path, const struct dockhone_archive_sink* sink, char* message,
                                     size_t message_size);
}
