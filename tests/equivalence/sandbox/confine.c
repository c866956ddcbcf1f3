// User, mount, process, network and IPC namespaces. A Dockerfile's text never gets further than a tmpfs with
// copies of a few tools: nothing of the host is mounted but three device nodes.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox.h"

const char kRoot[] = "/root";
static const char kTools[] = "/judge";
static const char kCaches[] = "/caches";

void make_directories(const char* path, unsigned mode) {
  char copy[PATH_MAX];
  snprintf(copy, sizeof copy, "%s", path);
  for (char* at = copy + 1; *at != '\0'; ++at) {
    if (*at != '/') continue;
    *at = '\0';
    mkdir(copy, mode);
    *at = '/';
  }
  mkdir(copy, mode);
}

static void write_file(const char* path, const char* text) {
  int to = open(path, O_WRONLY);
  if (to < 0 || write(to, text, strlen(text)) < 0) give_up(path);
  close(to);
}

// Root outside is nobody in here: its limits hold, and none of its files can be reached even by a mistake.
// Where the caller is root of a user namespace that knows no other user, it is not root outside anyway.
static void become_nobody(void) {
  if (geteuid() != 0) return;
  bool changed =
      setgroups(0, NULL) == 0 && setresgid(65534, 65534, 65534) == 0 && setresuid(65534, 65534, 65534) == 0;
  if (!changed && geteuid() != 0) give_up("changing from root to an ordinary user");
  prctl(PR_SET_DUMPABLE, 1);  // else /proc/self/uid_map stays root's
}

static void new_namespaces(void) {
  char map[64];
  unsigned user = geteuid();
  unsigned group = getegid();
  if (unshare(CLONE_NEWUSER) != 0) give_up("user namespaces (unshare CLONE_NEWUSER)");
  write_file("/proc/self/setgroups", "deny");
  snprintf(map, sizeof map, "0 %u 1", user);
  write_file("/proc/self/uid_map", map);
  snprintf(map, sizeof map, "0 %u 1", group);
  write_file("/proc/self/gid_map", map);
  if (unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) != 0) {
    give_up("mount, network and IPC namespaces (unshare)");
  }
  sethostname("build", 5);
}

static void copy_file(int from_directory, int to_directory, const char* name) {
  int from = openat(from_directory, name, O_RDONLY);
  int to = openat(to_directory, name, O_WRONLY | O_CREAT | O_EXCL, 0755);
  if (from < 0 || to < 0) give_up(name);
  for (;;) {
    char bytes[1 << 16];
    ssize_t size = read(from, bytes, sizeof bytes);
    if (size <= 0) break;
    if (write(to, bytes, (size_t)size) != size) give_up("room for the tools");
  }
  close(from);
  close(to);
}

static void copy_directory(int from, const char* to) {
  mkdir(to, 0755);
  int target = open(to, O_RDONLY | O_DIRECTORY);
  DIR* dir = fdopendir(dup(from));
  if (target < 0 || dir == NULL) give_up(to);
  for (struct dirent* entry; (entry = readdir(dir)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    struct stat at;
    if (fstatat(from, entry->d_name, &at, 0) != 0) continue;
    if (!S_ISDIR(at.st_mode)) {
      copy_file(from, target, entry->d_name);
      continue;
    }
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", to, entry->d_name);
    int below = openat(from, entry->d_name, O_RDONLY | O_DIRECTORY);
    copy_directory(below, path);
    close(below);
  }
  closedir(dir);
  close(target);
}

static void new_tmpfs(const char* at, const char* options) {
  mkdir(at, 0755);
  if (mount("tmpfs", at, "tmpfs", MS_NOSUID | MS_NODEV, options) != 0) give_up("mounting a tmpfs");
}

static void read_only(const char* at) {
  if (mount(NULL, at, NULL, MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL) != 0)
    give_up("mounting read-only");
}

// Random numbers are the same every time.
static void make_random(const char* path) {
  FILE* to = fopen(path, "w");
  unsigned long state = 88172645463325252UL;
  for (int i = 0; to != NULL && i < 65536; ++i) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    fputc((int)(state & 0xff), to);
  }
  if (to == NULL || fclose(to) != 0) give_up("room for /dev");
}

static void make_devices(const char* base) {
  char path[PATH_MAX];
  char host[PATH_MAX];
  static const char* const kNodes[] = {"null", "zero", "full"};
  for (size_t i = 0; i < sizeof kNodes / sizeof *kNodes; ++i) {
    snprintf(path, sizeof path, "%s/dev/%s", base, kNodes[i]);
    snprintf(host, sizeof host, "/dev/%s", kNodes[i]);
    close(open(path, O_WRONLY | O_CREAT, 0666));
    if (mount(host, path, NULL, MS_BIND, NULL) != 0) give_up("binding /dev/null");
  }
  snprintf(path, sizeof path, "%s/dev/urandom", base);
  make_random(path);
  snprintf(path, sizeof path, "%s/dev/random", base);
  make_random(path);
}

void confine(const char* tools) {
  int from = open(tools, O_RDONLY | O_DIRECTORY);
  if (from < 0) give_up(tools);
  become_nobody();
  new_namespaces();
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) give_up("private mounts");
  const char* base = "/tmp";
  new_tmpfs(base, "size=256m,nr_inodes=100000,mode=755");
  new_tmpfs("/tmp/judge", "size=64m,mode=755");
  copy_directory(from, "/tmp/judge");
  close(from);
  read_only("/tmp/judge");
  new_tmpfs("/tmp/dev", "size=1m,mode=755");
  make_devices(base);
  read_only("/tmp/dev");
  mkdir("/tmp/root", 0755);
  mkdir("/tmp/caches", 0755);
  if (chdir(base) != 0 || syscall(SYS_pivot_root, ".", ".") != 0) give_up("pivot_root");
  if (umount2(".", MNT_DETACH) != 0 || chdir("/") != 0) give_up("leaving the host's file system");
}

void furnish_root(void) {
  bool furnished = mount(kTools, "/root" JUDGE_HOME, NULL, MS_BIND, NULL) == 0 &&
                   mount("/dev", "/root/dev", NULL, MS_BIND | MS_REC, NULL) == 0;
  if (!furnished) give_up("mounts in a root");
}

// Mounts of one RUN are in a mount namespace of its own. They are made from inside: a target means something
// there only.
static void mount_in_root(const struct strings* mounts) {
  int trees[64];
  int count = mounts->count / 3 < 64 ? mounts->count / 3 : 64;
  for (int i = 0; i < count; ++i) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", kCaches, mounts->at[3 * i + 2]);
    mkdir(path, 0755);
    trees[i] = open_tree(AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
    if (trees[i] < 0) _exit(kBroken);
  }
  if (chroot(kRoot) != 0 || chdir("/") != 0) _exit(kBroken);
  for (int i = 0; i < count; ++i) {
    const char* target = mounts->at[3 * i + 1];
    make_directories(target, 0755);
    bool fresh = strcmp(mounts->at[3 * i], "tmpfs") == 0;
    bool mounted = fresh
                       ? mount("tmpfs", target, "tmpfs", MS_NOSUID | MS_NODEV, "size=16m,nr_inodes=4000") == 0
                       : move_mount(trees[i], "", AT_FDCWD, target, MOVE_MOUNT_F_EMPTY_PATH) == 0;
    if (!mounted) _exit(kBroken);
  }
}

void enter_root(const struct strings* mounts) {
  if (mounts->count > 0) {
    mount_in_root(mounts);
  } else if (chroot(kRoot) != 0 || chdir("/") != 0) {
    _exit(kBroken);
  }
}

static void limit(__rlimit_resource_t resource, unsigned long value) {
  struct rlimit both = {value, value};
  setrlimit(resource, &both);
}

// Without the capability to chroot, and with no directory open outside, nothing leads out of the root again.
void drop_privileges(void) {
  limit(RLIMIT_NPROC, 512);
  limit(RLIMIT_AS, 1UL << 30);
  limit(RLIMIT_FSIZE, 8UL << 20);
  limit(RLIMIT_CPU, 10);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 256);
  // Root in a build may read and change any file; no more than that.
  unsigned long kept =
      1UL << CAP_DAC_OVERRIDE | 1UL << CAP_DAC_READ_SEARCH | 1UL << CAP_FOWNER | 1UL << CAP_FSETID;
  for (unsigned long cap = 0; cap <= 63; ++cap) {
    if ((kept >> cap & 1) == 0) prctl(PR_CAPBSET_DROP, cap, 0, 0, 0);
  }
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2] = {{(unsigned)kept, (unsigned)kept, 0}, {0, 0, 0}};
  if (syscall(SYS_capset, &header, data) != 0) _exit(kBroken);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}
