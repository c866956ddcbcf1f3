// The most frequent calls of file tools, done without starting the tool: a start costs more than all the rest
// of a call. What is not plain here goes to the real tool.
#define _GNU_SOURCE
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shim.h"

// Only options out of `known`, all in front of the operands; `options` gets their letters. The first operand,
// 0 if this is another kind of call.
static int operands(int argc, char** argv, const char* known, char* options) {
  int i = 1;
  for (; i < argc && argv[i][0] == '-'; ++i) {
    const char* letters = argv[i] + 1;
    if (*letters == '\0' || strspn(letters, known) != strlen(letters)) return 0;
    if (strlen(options) + strlen(letters) > 16) return 0;
    strcat(options, letters);
  }
  for (int k = i; k < argc; ++k) {
    if (argv[k][0] == '-' || argv[k][0] == '\0') return 0;
  }
  return i < argc ? i : 0;
}

static bool has(const char* options, const char* letters) { return strpbrk(options, letters) != NULL; }

static int make_parents(const char* path) {
  char copy[PATH_MAX];
  snprintf(copy, sizeof copy, "%s", path);
  for (char* at = copy + 1; *at != '\0'; ++at) {
    if (*at != '/') continue;
    *at = '\0';
    mkdir(copy, 0777);
    *at = '/';
  }
  struct stat at;
  if (mkdir(copy, 0777) == 0) return 0;
  return stat(copy, &at) == 0 && S_ISDIR(at.st_mode) ? 0 : 1;
}

static int make_directory(int argc, char** argv, int first, const char* options) {
  int status = 0;
  for (int i = first; i < argc; ++i) {
    status |= has(options, "p") ? make_parents(argv[i]) : mkdir(argv[i], 0777) != 0;
  }
  return status;
}

static int remove_one(const char* path, const struct stat* at, int kind, struct FTW* walk) {
  (void)at;
  (void)kind;
  (void)walk;
  remove(path);
  return 0;
}

static int remove_files(int argc, char** argv, int first, const char* options) {
  int status = 0;
  for (int i = first; i < argc; ++i) {
    struct stat at;
    if (lstat(argv[i], &at) != 0) {
      status |= !has(options, "f");
      continue;
    }
    if (has(options, "rR"))
      nftw(argv[i], remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
    else if (!S_ISDIR(at.st_mode))
      unlink(argv[i]);
    status |= lstat(argv[i], &at) == 0;
  }
  return status;
}

static int touch(int argc, char** argv, int first, const char* options) {
  (void)options;
  int status = 0;
  for (int i = first; i < argc; ++i) {
    int to = open(argv[i], O_WRONLY | O_CREAT | O_NONBLOCK, 0666);
    status |= to < 0;
    if (to >= 0) close(to);
  }
  return status;
}

static int link_symbolically(int argc, char** argv, int first, const char* options) {
  (void)options;
  (void)argc;
  return symlink(argv[first], argv[first + 1]) != 0;
}

static int change_mode(int argc, char** argv, int first, const char* options) {
  (void)options;
  char* end = NULL;
  unsigned long mode = strtoul(argv[first], &end, 8);
  bool executable = strcmp(argv[first], "+x") == 0 || strcmp(argv[first], "a+x") == 0;
  int status = 0;
  for (int i = first + 1; i < argc; ++i) {
    struct stat at;
    if (stat(argv[i], &at) != 0) {
      status = 1;
      continue;
    }
    status |= chmod(argv[i], executable ? (at.st_mode & 07777U) | 0111U : (mode_t)mode) != 0;
  }
  return status;
}

static bool plain_mode(int argc, char** argv, int first) {
  const char* mode = argv[first];
  if (argc - first < 2) return false;
  if (strcmp(mode, "a+x") == 0) return true;
  if (strcmp(mode, "+x") == 0) {  // as the umask lets it
    mode_t mask = umask(0);
    umask(mask);
    return (mask & 0111U) == 0;
  }
  size_t size = strlen(mode);
  return strspn(mode, "01234567") == size && (size == 3 || size == 4) && (size == 3 || mode[0] == '0');
}

static bool plain_link(int argc, char** argv, int first, const char* options) {
  struct stat at;
  return argc - first == 2 && strcmp(options, "s") == 0 && lstat(argv[first + 1], &at) != 0 &&
         argv[first + 1][strlen(argv[first + 1]) - 1] != '/';
}

static bool dangerous(int argc, char** argv, int first) {
  for (int i = first; i < argc; ++i) {
    const char* last = strrchr(argv[i], '/');
    last = last == NULL ? argv[i] : last + 1;
    if (*last == '\0' || strcmp(last, ".") == 0 || strcmp(last, "..") == 0) return true;
  }
  return false;
}

bool simple_tool(const char* name, int argc, char** argv, int* status) {
  static const struct {
    const char* name;
    const char* options;
    int (*run)(int argc, char** argv, int first, const char* options);
  } kTools[] = {{"mkdir", "pv", make_directory},
                {"rm", "rRfv", remove_files},
                {"touch", "", touch},
                {"ln", "s", link_symbolically},
                {"chmod", "v", change_mode}};
  for (size_t i = 0; i < sizeof kTools / sizeof *kTools; ++i) {
    if (strcmp(name, kTools[i].name) != 0) continue;
    char options[32] = "";
    int first = operands(argc, argv, kTools[i].options, options);
    if (first == 0 || has(options, "v")) return false;
    if (kTools[i].run == change_mode && !plain_mode(argc, argv, first)) return false;
    if (kTools[i].run == link_symbolically && !plain_link(argc, argv, first, options)) return false;
    if (kTools[i].run == remove_files && dangerous(argc, argv, first)) return false;
    *status = kTools[i].run(argc, argv, first, options);
    return true;
  }
  return false;
}
