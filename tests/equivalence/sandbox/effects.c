// Deterministic effects of commands that are not really run: just enough that what follows has something to
// work on (directories to change to, downloaded files, package lists), and that output depends on nothing but
// the call.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "call.h"

static int which(const struct call* call) {
  int status = 1;
  for (int i = 1; i < call->argc; ++i) {
    const char* path = getenv("PATH");
    if (call->argv[i][0] == '-' || path == NULL) continue;
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", path);
    status = 1;
    for (char* part = strtok(copy, ":"); part != NULL; part = strtok(NULL, ":")) {
      char file[2 * PATH_MAX];
      snprintf(file, sizeof file, "%s/%s", part, call->argv[i]);
      if (access(file, X_OK) != 0) continue;
      puts(file);
      status = 0;
      break;
    }
  }
  return status;
}

// The first name that is free: the same sequence of calls makes the same names.
static int mktemp_(const struct call* call) {
  const char* directory = option(call, 'p', "tmpdir");
  const char* pattern = operand(call, 0, " -p --suffix ");
  bool is_directory = has_word(call, " -d -dt -td --directory ");
  for (int i = 0; i < 1000; ++i) {
    char path[PATH_MAX];
    if (pattern != NULL && strchr(pattern, '/') != NULL) {
      snprintf(path, sizeof path, "%s.%03d", pattern, i);
    } else {
      snprintf(path, sizeof path, "%s/%s.%03d", directory != NULL ? directory : "/tmp",
               pattern != NULL ? pattern : "tmp", i);
    }
    bool made = is_directory ? mkdir(path, 0700) == 0 : false;
    int to = is_directory ? -1 : open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (to >= 0) close(to);
    if (made || to >= 0) {
      puts(path);
      return 0;
    }
    if (errno != EEXIST) return 1;
  }
  return 1;
}

static int account(const struct call* call) {
  const char* name = call->argc > 1 ? call->argv[call->argc - 1] : "";
  char path[PATH_MAX];
  if (name[0] == '-' || name[0] == '\0' || strchr(name, '/') != NULL) return 0;
  snprintf(path, sizeof path, "/home/%s", name);
  if (call->answer->lenient) mkdir(path, 0755);
  int to = open("/etc/passwd", O_WRONLY | O_APPEND);
  if (to < 0) return 0;
  dprintf(to, "%s:x:1000:1000::/home/%s:/bin/sh\n", name, name);
  close(to);
  return 0;
}

static int id(const struct call* call) {
  bool by_name = has_word(call, " -un -nu -gn -ng ");
  bool one = has_word(call, " -u -g ");
  puts(by_name ? "root" : one ? "0" : "uid=0(root) gid=0(root) groups=0(root)");
  return 0;
}

static int uname_(const struct call* call) {
  bool machine = has_word(call, " -m -p -i ");
  puts(machine                  ? "x86_64"
       : has_word(call, " -r ") ? "6.1.0"
       : has_word(call, " -a ") ? "Linux build 6.1.0 x86_64"
                                : "Linux");
  return 0;
}

static int date(const struct call* call) {
  puts(has_word(call, " +%s ") ? "1000000000" : has_word(call, " +%Y ") ? "2001" : "2001-09-09");
  return 0;
}

static int su(const struct call* call) {
  const char* script = option(call, 'c', "command");
  if (script == NULL) return 0;
  execl("/bin/sh", "sh", "-c", script, (char*)NULL);
  return 127;
}

static int lsb_release(const struct call* call) {
  puts(has_word(call, " -cs -sc ") ? "bookworm" : has_word(call, " -rs -sr ") ? "12" : "Debian");
  return 0;
}

static int dpkg(const struct call* call) {
  if (has_word(call, " --print-architecture ")) puts("amd64");
  if (has_word(call, " --print-foreign-architectures ")) puts("i386");
  return 0;
}

static int answer_2(const struct call* call) {
  (void)call;
  puts("2");
  return 0;
}

static int answer_machine(const struct call* call) {
  (void)call;
  puts("x86_64");
  return 0;
}

static int answer_root(const struct call* call) {
  (void)call;
  puts("root");
  return 0;
}

// Installers may be declared to get other words: what they print does not depend on these.
static int name_only(const struct call* call) {
  puts(call->name);
  return 0;
}

static int nothing(const struct call* call) {
  (void)call;
  return 0;
}

// Any other command: one line that depends on the call alone.
static int one_line(const struct call* call) {
  printf("%s-%016lx\n", call->name, call_hash(call));
  return 0;
}

struct effect {
  const char* names;
  int (*run)(const struct call* call);
};

static const struct effect kEffects[] = {
    {" apt-get apt aptitude ", apt},
    {" apk ", apk},
    {" yum dnf microdnf ", yum},
    {" curl ", curl},
    {" wget ", wget},
    {" git ", git},
    {" tar bsdtar ", tar},
    {" unzip ", unzip},
    {" which ", which},
    {" mktemp ", mktemp_},
    {" useradd adduser ", account},
    {" id ", id},
    {" uname ", uname_},
    {" date ", date},
    {" su ", su},
    {" lsb_release ", lsb_release},
    {" dpkg ", dpkg},
    {" pip pip2 pip3 npm yarn gem bundle composer zypper pacman cargo go mvn gradle ", name_only},
    {" nproc getconf ", answer_2},
    {" arch ", answer_machine},
    {" whoami hostname ", answer_root},
    {" sleep chown chgrp groupadd addgroup usermod groupmod deluser "
     "userdel chpasswd passwd ldconfig update-alternatives "
     "strip kill pkill killall apt-key add-apt-repository locale-gen "
     "dpkg-reconfigure setcap service systemctl ",
     nothing}};

int imitate(const char* name, int argc, char** argv, const struct answer* answer) {
  signal(SIGPIPE, SIG_IGN);
  struct call call = {name, argc, argv, answer};
  int (*run)(const struct call*) = one_line;
  for (size_t i = 0; i < sizeof kEffects / sizeof *kEffects; ++i) {
    if (listed(kEffects[i].names, name)) run = kEffects[i].run;
  }
  int status = run(&call);
  fflush(stdout);
  return status;
}
