// The root of a stage: what it starts with, what COPY adds, and what is in it at the end.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sandbox.h"

static const char* const kDirectories[] = {"usr",
                                           "usr/bin",
                                           "usr/sbin",
                                           "usr/lib",
                                           "usr/include",
                                           "usr/src",
                                           "usr/share",
                                           "usr/share/doc",
                                           "usr/share/man",
                                           "usr/share/locale",
                                           "usr/local",
                                           "usr/local/bin",
                                           "usr/local/sbin",
                                           "usr/local/lib",
                                           "usr/local/share",
                                           "usr/local/etc",
                                           "usr/local/include",
                                           "usr/local/src",
                                           "etc",
                                           "etc/apt",
                                           "etc/apt/sources.list.d",
                                           "etc/apt/apt.conf.d",
                                           "etc/apt/preferences.d",
                                           "etc/apk",
                                           "etc/yum.repos.d",
                                           "etc/ld.so.conf.d",
                                           "etc/sudoers.d",
                                           "etc/ssl",
                                           "etc/profile.d",
                                           "etc/default",
                                           "etc/init.d",
                                           "etc/skel",
                                           "etc/cron.d",
                                           "etc/ssh",
                                           "var",
                                           "var/lib",
                                           "var/lib/apt",
                                           "var/lib/apt/lists",
                                           "var/lib/dpkg",
                                           "var/log",
                                           "var/cache",
                                           "var/cache/apt",
                                           "var/cache/apt/archives",
                                           "var/cache/apk",
                                           "var/cache/yum",
                                           "var/cache/dnf",
                                           "var/tmp",
                                           "var/www",
                                           "var/run",
                                           "var/spool",
                                           "tmp",
                                           "root",
                                           "home",
                                           "opt",
                                           "srv",
                                           "mnt",
                                           "media",
                                           "run",
                                           "dev",
                                           "proc",
                                           "sys",
                                           ".judge"};

static const char* const kFiles[][2] = {
    {"etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\n"},
    {"etc/group", "root:x:0:\nnogroup:x:65534:\n"},
    {"etc/hosts", "127.0.0.1 localhost\n"},
    {"etc/resolv.conf", ""},
    {"etc/hostname", "build\n"},
    {"etc/profile", ""},
    {"etc/environment", ""},
    {"etc/issue", "test\n"},
    {"etc/timezone", "Etc/UTC\n"},
    {"etc/locale.gen", "# en_US.UTF-8 UTF-8\n"},
    {"etc/os-release", "ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n"},
    {"etc/debian_version", "12.0\n"},
    {"etc/apt/sources.list", "deb archive stable main\n"},
    {"etc/skel/.bashrc", ""},
    {"root/.bashrc", ""},
    {"root/.profile", ""},
    {"proc/cpuinfo", "processor\t: 0\nprocessor\t: 1\n"},
    {"proc/meminfo", "MemTotal: 1000000 kB\n"},
    {"proc/version", "Linux version 6.1.0\n"},
    {"proc/mounts", ""}};

static const char* const kLinks[][2] = {{"usr/bin", "bin"},
                                        {"usr/sbin", "sbin"},
                                        {"usr/lib", "lib"},
                                        {"usr/lib", "lib64"},
                                        {JUDGE_HOME "/dash", "usr/bin/dash"},
                                        {JUDGE_HOME "/bash", "usr/bin/bash"},
                                        {JUDGE_HOME "/busybox", "usr/bin/busybox"},
                                        {JUDGE_HOME "/busybox", "usr/bin/ash"}};

static void enter_template(void) {
  if (chdir(kRoot) != 0) give_up(kRoot);
}

static bool precious(const char* name) {
  static const char* const kShells[] = {"sh", "ash", "dash", "bash", "busybox"};
  for (size_t i = 0; i < sizeof kShells / sizeof *kShells; ++i) {
    if (strcmp(name, kShells[i]) == 0) return true;
  }
  return false;
}

static bool lenient(const struct job* job) { return strchr(job->mode, 'l') != NULL; }

// To be run, or to be read by a shell: then it does nothing.
static void make_program(const char* path) {
  char parent[PATH_MAX];
  snprintf(parent, sizeof parent, "%s", path);
  char* slash = strrchr(parent, '/');
  if (slash != NULL && slash != parent) {
    *slash = '\0';
    make_directories(parent, 0755);
  }
  if (access(path, F_OK) != 0) make_file(path, 0755, JUDGE_PLACEHOLDER "copied\n");
}

void make_programs(const struct job* job, const char* directory) {
  char path[PATH_MAX];
  make_directories(directory, 0755);
  for (int i = 0; lenient(job) && i < job->hints.count; ++i) {
    if (job->hints.at[i][0] != 'c') continue;
    snprintf(path, sizeof path, "%s/%s", directory, job->hints.at[i] + 1);
    make_program(path);
  }
}

// Directories that scripts change to, and programs that they call by absolute paths.
static void make_hinted(const struct job* job) {
  for (int i = 0; i < job->hints.count; ++i) {
    const char* path = job->hints.at[i] + 1;
    if (job->hints.at[i][0] == 'D') make_programs(job, path + 1);
    if (job->hints.at[i][0] == 'a') make_program(path + 1);
  }
}

void make_root(const struct job* job) {
  if (mount("tmpfs", kRoot, "tmpfs", MS_NOSUID | MS_NODEV, "size=64m,nr_inodes=20000,mode=755") != 0) {
    give_up("a tmpfs for a root");
  }
  if (mount("tmpfs", "/caches", "tmpfs", MS_NOSUID | MS_NODEV, "size=64m,nr_inodes=20000") != 0)
    give_up("a tmpfs");
  enter_template();
  umask(022);
  for (size_t i = 0; i < sizeof kDirectories / sizeof *kDirectories; ++i) mkdir(kDirectories[i], 0755);
  chmod("tmp", 01777);
  chmod("var/tmp", 01777);
  chmod("root", 0700);
  for (size_t i = 0; i < sizeof kFiles / sizeof *kFiles; ++i) make_file(kFiles[i][0], 0644, kFiles[i][1]);
  bool linked = true;
  for (size_t i = 0; i < sizeof kLinks / sizeof *kLinks; ++i)
    linked &= symlink(kLinks[i][0], kLinks[i][1]) == 0;
  linked &= symlink(job->sh, "usr/bin/sh") == 0;
  if (!linked) give_up("links in a root");
  for (int i = 0; i < job->links.count; ++i) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "usr/bin/%s", job->links.at[i]);
    if (!precious(job->links.at[i]) && symlink(JUDGE_HOME "/shim", path) != 0 && errno != EEXIST)
      give_up(path);
  }
  if (lenient(job)) make_hinted(job);
  if (chdir("/") != 0) give_up("/");
  furnish_root();
}

void remove_root(void) {
  if (umount2(kRoot, MNT_DETACH) != 0 || umount2("/caches", MNT_DETACH) != 0) give_up("removing a root");
}

void make_file(const char* path, unsigned mode, const char* content) {
  int to = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
  if (to < 0) return;
  fchmod(to, mode);
  if (write(to, content, strlen(content)) < 0) give_up("room in a root");
  close(to);
}

void populate(const struct job* job, const char* directory) {
  char path[PATH_MAX];
  make_programs(job, directory);
  snprintf(path, sizeof path, "%s/placeholder", directory);
  make_file(path, 0644, JUDGE_PLACEHOLDER "copied\n");
  for (int i = 0; lenient(job) && i < job->hints.count; ++i) {
    if (job->hints.at[i][0] != 'd') continue;
    snprintf(path, sizeof path, "%s/%s", directory, job->hints.at[i] + 1);
    make_programs(job, path);
  }
}

// ---- what is in it

static char* text;
static size_t text_size;
static size_t text_room;

static void add(const char* bytes, size_t size) {
  if (text_size + size > text_room) {
    text_room = 2 * (text_size + size) + 4096;
    text = realloc(text, text_room);
    if (text == NULL) give_up("memory");
  }
  memcpy(text + text_size, bytes, size);
  text_size += size;
}

static unsigned long hash_file(int directory, const char* name) {
  unsigned long hash = 14695981039346656037UL;
  int from = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  unsigned char bytes[1 << 14];
  ssize_t size = 0;
  while (from >= 0 && (size = read(from, bytes, sizeof bytes)) > 0) {
    for (ssize_t i = 0; i < size; ++i) hash = (hash ^ bytes[i]) * 1099511628211UL;
  }
  if (from >= 0) close(from);
  return hash;
}

// One entry: path, kind, mode, what it holds; each ends with NUL. Owners and times say nothing here: there is
// one user, and time goes on.
static void add_entry(int directory, const char* path, const char* name, const struct stat* at) {
  char what[PATH_MAX + 64];
  if (S_ISLNK(at->st_mode)) {
    char target[PATH_MAX];
    ssize_t size = readlinkat(directory, name, target, sizeof target - 1);
    target[size < 0 ? 0 : size] = '\0';
    snprintf(what, sizeof what, "link to %s", target);
  } else if (S_ISREG(at->st_mode)) {
    snprintf(what, sizeof what, "file %04o, %ld bytes, %016lx", at->st_mode & 07777U, (long)at->st_size,
             hash_file(directory, name));
  } else {
    snprintf(what, sizeof what, "%s %04o",
             S_ISDIR(at->st_mode)    ? "directory"
             : S_ISFIFO(at->st_mode) ? "pipe"
                                     : "other",
             at->st_mode & 07777U);
  }
  add(path, strlen(path) + 1);
  add(what, strlen(what) + 1);
}

static int by_name(const void* left, const void* right) {
  return strcmp(*(char* const*)left, *(char* const*)right);
}

static void add_tree(int directory, const char* path, int depth) {
  DIR* dir = fdopendir(directory);
  if (dir == NULL || depth > 64) return;
  char** names = NULL;
  size_t count = 0;
  for (struct dirent* entry; (entry = readdir(dir)) != NULL;) {
    bool top = depth == 0 && (strcmp(entry->d_name, "dev") == 0 || strcmp(entry->d_name, ".judge") == 0);
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 || top) continue;
    if ((count & (count + 1)) == 0 || names == NULL) names = realloc(names, (2 * count + 2) * sizeof *names);
    if (names == NULL) give_up("memory");
    names[count++] = strdup(entry->d_name);
  }
  if (count > 0) qsort(names, count, sizeof *names, by_name);
  for (size_t i = 0; i < count; ++i) {
    struct stat at;
    char below[PATH_MAX];
    bool fits = snprintf(below, sizeof below, "%s/%s", path, names[i]) < (int)sizeof below;
    if (fits && fstatat(dirfd(dir), names[i], &at, AT_SYMLINK_NOFOLLOW) == 0) {
      add_entry(dirfd(dir), below, names[i], &at);
      int next = S_ISDIR(at.st_mode) ? openat(dirfd(dir), names[i], O_RDONLY | O_DIRECTORY | O_NOFOLLOW) : -1;
      if (next >= 0) add_tree(next, below, depth + 1);
    }
    free(names[i]);
  }
  free(names);
  closedir(dir);
}

void emit_tree(void) {
  text_size = 0;
  int top = open(kRoot, O_RDONLY | O_DIRECTORY);
  if (top < 0) give_up(kRoot);
  add_tree(top, "", 0);
  emit('T', text, text_size);
}
