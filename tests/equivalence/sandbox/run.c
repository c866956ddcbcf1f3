// One RUN: a process namespace with the shell in it, whose shims are answered until it ends.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sandbox.h"

enum { kMaxRecords = 3000 };

int listen_for_records(void) {
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  memcpy(address.sun_path + 1, JUDGE_SOCKET, sizeof JUDGE_SOCKET - 1);
  socklen_t size = offsetof(struct sockaddr_un, sun_path) + sizeof JUDGE_SOCKET;
  if (listener < 0 || bind(listener, (struct sockaddr*)&address, size) != 0 || listen(listener, 128) != 0) {
    give_up("a socket for records");
  }
  return listener;
}

// ---- inside

static const char* variable(const struct strings* environment, const char* name) {
  size_t size = strlen(name);
  for (int i = 0; i < environment->count; ++i) {
    const char* entry = environment->at[i];
    if (strncmp(entry, name, size) == 0 && entry[size] == '=') return entry + size + 1;
  }
  return "";
}

// The file that execvp would take; "" when there is none.
static const char* look_up(const char* name, const struct strings* environment) {
  static char path[PATH_MAX];
  if (strchr(name, '/') != NULL) return access(name, X_OK) == 0 ? name : "";
  char dirs[PATH_MAX];
  snprintf(dirs, sizeof dirs, "%s", variable(environment, "PATH"));
  for (char* part = strtok(dirs, ":"); part != NULL; part = strtok(NULL, ":")) {
    if (snprintf(path, sizeof path, "%s/%s", part, name) < (int)sizeof path && access(path, X_OK) == 0)
      return path;
  }
  return "";
}

static bool ends_in_sh(const char* path) {
  size_t size = strlen(path);
  return size > 1 && strcmp(path + size - 2, "sh") == 0;
}

// The shell of a RUN is no command of the script: the real one runs, and nothing is recorded. It is looked up
// like any program, so a script that replaced it gets what it put there. Of other shells (zsh) there is only
// a shim.
static void exec_shell(const char* path, const struct strings* argv, const struct strings* environment) {
  char real[PATH_MAX];
  if (realpath(path, real) == NULL || strncmp(real, JUDGE_HOME "/", sizeof JUDGE_HOME) != 0) return;
  if (strcmp(real, JUDGE_HOME "/shim") == 0) {
    if (ends_in_sh(path)) _exit(kNoShell);
    return;
  }
  char tool[PATH_MAX + 8];
  snprintf(tool, sizeof tool, JUDGE_HOME "/real/%s", real + sizeof JUDGE_HOME);
  const char** words = calloc((size_t)argv->count + 8, sizeof *words);
  const char* const front[] = {"loader", "--argv0", argv->at[0], "--library-path", JUDGE_HOME "/lib", tool};
  memcpy(words, front, sizeof front);
  memcpy(words + 6, argv->at + 1, (size_t)argv->count * sizeof *words);
  execve(JUDGE_HOME "/lib/loader", (char**)words, (char**)environment->at);
}

static void start(bool shell, const struct strings* argv, const struct strings* environment) {
  const char* path = look_up(argv->at[0], environment);
  if (*path == '\0') _exit(shell ? kNoShell : 127);
  if (shell) exec_shell(path, argv, environment);
  execve(path, (char**)argv->at, (char**)environment->at);
  _exit(126);
}

// Process 1 of the RUN. When the script has ended, its jobs get a moment: then what they record does not
// depend on who is faster. Whoever is left ends with this process.
static int wait_for_all(pid_t script) {
  int result = 255;
  struct timespec moment = {0, 2000000};
  int after = 0;
  for (;;) {
    int status = 0;
    pid_t ended = waitpid(-1, &status, result == 255 ? 0 : WNOHANG);
    if (ended == script) result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (ended < 0 && errno == ECHILD) return result;
    if (ended == 0) {
      if (++after > 150) return result;
      nanosleep(&moment, NULL);
    }
  }
}

struct instruction {
  bool shell;
  const char* cwd;
  struct strings mounts;
  struct strings argv;
  struct strings environment;
};

static void inside(const struct instruction* run) {
  enter_root(&run->mounts);
  make_directories(run->cwd, 0755);  // as the builder does, each time
  if (chdir(run->cwd) != 0) _exit(127);
  int null = open("/dev/null", O_RDWR);
  dup2(null, STDIN_FILENO);
  dup2(null, STDOUT_FILENO);
  dup2(null, STDERR_FILENO);
  close_range(3, ~0U, 0);
  for (int number = 1; number < 32; ++number) signal(number, SIG_DFL);
  umask(022);
  drop_privileges();
  pid_t script = fork();
  if (script < 0) _exit(kBroken);
  if (script == 0) start(run->shell, &run->argv, &run->environment);
  _exit(wait_for_all(script));
}

// ---- outside

static bool receive(int from, void* at, size_t size) {
  return recv(from, at, size, MSG_WAITALL) == (ssize_t)size;
}

// Is this the call that has to fail?
static bool must_fail(struct job* job, const char* record, size_t size) {
  if (job->fail_at == 0) return false;
  struct fields fields = {record, record + size};
  if (next_number(&fields) != job->fail.count) return false;
  for (int i = 0; i < job->fail.count; ++i) {
    if (strcmp(next_field(&fields), job->fail.at[i]) != 0) return false;
  }
  return ++job->fails_seen == job->fail_at;
}

static void answer(struct job* job, int listener) {
  static char record[kMaxRecord + 1];
  int from = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  if (from < 0) return;
  struct timeval patience = {2, 0};
  setsockopt(from, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  unsigned size = 0;
  bool whole = receive(from, &size, sizeof size) && size > 0 && size <= kMaxRecord &&
               receive(from, record + 1, size) && record[size] == '\0';
  if (whole) {
    record[0] = must_fail(job, record + 1, size) ? '1' : '0';
    emit('R', record, size + 1);
    ++job->records;
    char fail = record[0] == '1';
    unsigned length = (unsigned)job->hint_size;
    send(from, &fail, 1, MSG_NOSIGNAL);
    send(from, &length, sizeof length, MSG_NOSIGNAL);
    send(from, job->hint_bytes, length, MSG_NOSIGNAL);
  }
  close(from);
}

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// NULL, or why it was stopped.
static const char* serve(struct job* job, int process, int listener) {
  long end = now() + 1000L * job->seconds;
  struct pollfd on[2] = {{.fd = listener, .events = POLLIN}, {.fd = process, .events = POLLIN}};
  for (;;) {
    if (poll(on, 2, 100) < 0 && errno != EINTR) return "poll";
    if ((on[0].revents & POLLIN) != 0)
      answer(job, listener);
    else if ((on[1].revents & POLLIN) != 0)
      return NULL;
    if (now() > end) return "time limit";
    if (job->records > kMaxRecords) return "too many commands";
  }
}

static void forget_unanswered(int listener) {
  struct pollfd on = {.fd = listener, .events = POLLIN};
  while (poll(&on, 1, 0) > 0) close(accept4(listener, NULL, NULL, SOCK_CLOEXEC));
}

// Fields: "shell" or "exec", directory, mounts (type, target, id each), argv, environment. Emits the records,
// then 'O' with the exit status or with why there is none. Did it succeed?
bool run_instruction(struct job* job, struct fields* fields, int listener) {
  struct instruction run;
  run.shell = strcmp(next_field(fields), "shell") == 0;
  run.cwd = next_field(fields);
  run.mounts = next_strings(fields);
  run.argv = next_strings(fields);
  run.environment = next_strings(fields);
  unsigned long namespaces = CLONE_NEWPID | (run.mounts.count > 0 ? CLONE_NEWNS : 0);
  pid_t child = (pid_t)syscall(SYS_clone, namespaces | SIGCHLD, 0, 0, 0, 0);
  if (child == 0) inside(&run);
  if (child < 0) give_up("process namespaces (clone CLONE_NEWPID)");
  int process = (int)syscall(SYS_pidfd_open, child, 0);
  if (process < 0) give_up("pidfd_open");
  const char* stopped = serve(job, process, listener);
  if (stopped != NULL) kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  close(process);
  forget_unanswered(listener);
  if (stopped == NULL && WIFSIGNALED(status)) stopped = "killed";
  if (stopped == NULL && WEXITSTATUS(status) == kNoShell) stopped = "no shell";
  if (stopped == NULL && WEXITSTATUS(status) == kBroken) stopped = "sandbox";
  char text[16];
  snprintf(text, sizeof text, "%d", WEXITSTATUS(status));
  emit_text('O', stopped != NULL ? stopped : text);
  return stopped == NULL && WEXITSTATUS(status) == 0;
}
