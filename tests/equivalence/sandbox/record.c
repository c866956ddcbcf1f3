// What is recorded of a call, and how it reaches the sandbox.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "shim.h"
#include "wire.h"

extern char** environ;

unsigned long hash_bytes(unsigned long hash, const void* data, size_t size) {
  const unsigned char* byte = data;
  for (size_t i = 0; i < size; ++i) hash = (hash ^ byte[i]) * 1099511628211UL;
  return hash;
}

static char buffer[kMaxRecord];
static size_t used;

static void field(const char* text) {
  size_t size = strlen(text) + 1;
  if (used + size > sizeof buffer) _exit(126);
  memcpy(buffer + used, text, size);
  used += size;
}

static void number(unsigned long value) {
  char text[32];
  snprintf(text, sizeof text, "%lu", value);
  field(text);
}

// Copies what is in the pipe without taking it, so that a loop around this call still reads its next line.
static unsigned long hash_pipe(void) {
  unsigned long hash = HASH_START;
  int copy[2];
  if (pipe(copy) != 0) return hash;
  fcntl(copy[1], F_SETPIPE_SZ, fcntl(STDIN_FILENO, F_GETPIPE_SZ));
  ssize_t size = tee(STDIN_FILENO, copy[1], 1 << 20, SPLICE_F_NONBLOCK);
  char bytes[4096];
  while (size > 0) {
    ssize_t part = read(copy[0], bytes, sizeof bytes);
    if (part <= 0) break;
    hash = hash_bytes(hash, bytes, (size_t)part);
    size -= part;
  }
  close(copy[0]);
  close(copy[1]);
  return hash;
}

// A reader records after its writers are done: so the commands of a pipeline are recorded from left to right.
// Not where the pipe is full, or where a writer lives on without writing: then after a moment without
// progress.
static bool wait_for_writers(void) {
  struct pollfd on = {.fd = STDIN_FILENO};
  int before = -1;
  int idle = 0;
  while (idle < 20) {
    if (poll(&on, 1, 10) > 0 && (on.revents & (POLLHUP | POLLERR)) != 0) return true;
    int waiting = 0;
    ioctl(STDIN_FILENO, FIONREAD, &waiting);
    idle = waiting == before ? idle + 1 : 0;
    if (waiting >= 60000 && idle > 0) return false;
    before = waiting;
  }
  return false;
}

static unsigned long hash_rest_of_file(void) {
  unsigned long hash = HASH_START;
  char bytes[4096];
  off_t at = lseek(STDIN_FILENO, 0, SEEK_CUR);
  for (int i = 0; i < 256; ++i) {
    ssize_t size = pread(STDIN_FILENO, bytes, sizeof bytes, at);
    if (size <= 0) break;
    hash = hash_bytes(hash, bytes, (size_t)size);
    at += size;
  }
  return hash;
}

static const char* kind_of(int fd) {
  struct stat at;
  if (fstat(fd, &at) != 0) return "closed";
  struct stat null;
  if (S_ISCHR(at.st_mode))
    return stat("/dev/null", &null) == 0 && null.st_rdev == at.st_rdev ? "null" : "device";
  if (S_ISFIFO(at.st_mode)) return "pipe";
  if (S_ISREG(at.st_mode)) return (fcntl(fd, F_GETFL) & O_APPEND) != 0 ? "file, append" : "file";
  return S_ISDIR(at.st_mode) ? "directory" : "other";
}

const char* describe_stdin(void) {
  static char text[64];
  const char* kind = kind_of(STDIN_FILENO);
  if (strcmp(kind, "pipe") == 0) {
    const char* open = wait_for_writers() ? "" : " open";
    if (*open != '\0') {
      snprintf(text, sizeof text, "pipe open");
    } else {
      snprintf(text, sizeof text, "pipe %016lx", hash_pipe());
    }
  } else if (strncmp(kind, "file", 4) == 0) {
    snprintf(text, sizeof text, "%s %016lx", kind, hash_rest_of_file());
  } else {
    snprintf(text, sizeof text, "%s", kind);
  }
  return text;
}

static void descriptors(void) {
  field(kind_of(STDOUT_FILENO));
  field(kind_of(STDERR_FILENO));
  struct stat out;
  struct stat err;
  bool same = fstat(STDOUT_FILENO, &out) == 0 && fstat(STDERR_FILENO, &err) == 0 &&
              out.st_ino == err.st_ino && out.st_dev == err.st_dev;
  field(same ? "same" : "apart");
  char others[256] = "";  // shells keep their own above 9, closed on exec
  for (int fd = 3; fd < 10; ++fd) {
    const char* kind = kind_of(fd);
    if (strcmp(kind, "closed") == 0) continue;
    char one[32];
    snprintf(one, sizeof one, "%d %s;", fd, kind);
    strncat(others, one, sizeof others - strlen(others) - 1);
  }
  field(others);
}

static void ignored_signals(void) {
  unsigned long mask = 0;
  for (int signal_number = 1; signal_number < 32; ++signal_number) {
    struct sigaction action;
    if (sigaction(signal_number, NULL, &action) == 0 && action.sa_handler == SIG_IGN)
      mask |= 1UL << signal_number;
  }
  number(mask);
}

static void limits(void) {
  unsigned long hash = HASH_START;
  for (int resource = 0; resource < RLIM_NLIMITS; ++resource) {
    struct rlimit limit = {0, 0};
    getrlimit(resource, &limit);
    hash = hash_bytes(hash, &limit, sizeof limit);
  }
  number(hash);
}

static int by_text(const void* left, const void* right) {
  return strcmp(*(char* const*)left, *(char* const*)right);
}

static void environment(void) {
  size_t count = 0;
  while (environ[count] != NULL) ++count;
  char** sorted = malloc((count + 1) * sizeof *sorted);
  memcpy(sorted, environ, count * sizeof *sorted);
  qsort(sorted, count, sizeof *sorted, by_text);
  number(count);
  for (size_t i = 0; i < count; ++i) field(sorted[i]);
  free(sorted);
}

static bool receive(int to, void* at, size_t size) {
  return recv(to, at, size, MSG_WAITALL) == (ssize_t)size;
}

static struct answer exchange(void) {
  static char hints[kMaxRecord];
  struct answer answer = {.hints = hints};
  int to = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  memcpy(address.sun_path + 1, JUDGE_SOCKET, sizeof JUDGE_SOCKET - 1);
  socklen_t size = offsetof(struct sockaddr_un, sun_path) + sizeof JUDGE_SOCKET;
  if (to < 0 || connect(to, (struct sockaddr*)&address, size) != 0) return answer;
  unsigned length = (unsigned)used;
  char fail = 0;
  bool sent = send(to, &length, sizeof length, MSG_NOSIGNAL) == sizeof length &&
              send(to, buffer, used, MSG_NOSIGNAL) == (ssize_t)used;
  if (!sent || !receive(to, &fail, 1) || !receive(to, &length, sizeof length) || length > sizeof hints ||
      !receive(to, hints, length)) {
    _exit(125);
  }
  close(to);
  answer.fail = fail != 0;
  answer.hints_size = length;
  answer.lenient = length > 0 && strchr(hints, 'l') != NULL;
  answer.strict = length > 0 && strchr(hints, 's') != NULL;
  return answer;
}

// Fields: argc, argv..., cwd, umask, stdin, stdout, stderr, "same" if both are one file, other descriptors,
// ignored signals, hash of the resource limits, number of variables, variables... (sorted).
struct answer record(char* const* argv) {
  const char* input = describe_stdin();
  size_t argc = 0;
  while (argv[argc] != NULL) ++argc;
  number(argc);
  for (size_t i = 0; i < argc; ++i) field(argv[i]);
  char cwd[4096];
  field(getcwd(cwd, sizeof cwd) != NULL ? cwd : "(gone)");
  mode_t mask = umask(0);
  umask(mask);
  number(mask);
  field(input);
  descriptors();
  ignored_signals();
  limits();
  environment();
  return exchange();
}
