#include "child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>

extern char** environ;

namespace dockhone::prove {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostKept = 1u << 20;
constexpr double kGrace = 10;  // seconds between SIGTERM and SIGKILL

std::atomic<int> signal_seen = 0;
constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};
struct sigaction actions_before[std::size(kSignals)];

void note(int number) { signal_seen = number; }

struct Pipe {
  int read = -1, write = -1;
  Pipe() {
    int both[2];
    if (::pipe2(both, O_CLOEXEC) == 0) read = both[0], write = both[1];
  }
  ~Pipe() {
    close_write();
    if (read >= 0) ::close(read);
  }
  void close_write() {
    if (write >= 0) ::close(write);
    write = -1;
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
};

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

class Running {
 public:
  explicit Running(const Child& child) : child_(child), start_(Clock::now()) {
    if (!child.log.empty()) log_ = ::open(child.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  }
  ~Running() {
    if (log_ >= 0) ::close(log_);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  Ended run() {
    if (!spawn()) return std::move(out_);
    std::array<pollfd, 2> fds = {pollfd{stdout_.read, POLLIN, 0}, pollfd{stderr_.read, POLLIN, 0}};
    std::array<std::string*, 2> kept = {&out_.out, &out_.err};
    while (fds[0].fd >= 0 || fds[1].fd >= 0) {
      watch();
      if (killed_ && since(*killed_) > kGrace + 5) break;  // somebody else holds the pipe
      ::poll(fds.data(), fds.size(), 100);
      for (std::size_t i = 0; i < fds.size(); ++i) {
        if (fds[i].fd >= 0 && fds[i].revents != 0 && !take(fds[i].fd, *kept[i])) fds[i].fd = -1;
      }
    }
    wait();
    return std::move(out_);
  }

 private:
  bool spawn() {
    std::vector<std::string> words = child_.words;
    std::vector<std::string> environment;
    for (char** each = environ; *each != nullptr; ++each) environment.emplace_back(*each);
    environment.insert(environment.end(), child_.environment.begin(), child_.environment.end());
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, stdout_.write, 1);
    posix_spawn_file_actions_adddup2(&files, stderr_.write, 2);
    posix_spawnattr_t how;
    posix_spawnattr_init(&how);
    sigset_t standard;
    sigemptyset(&standard);
    for (int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) sigaddset(&standard, number);
    posix_spawnattr_setsigdefault(&how, &standard);
    // A group of its own: Ctrl-C reaches this process alone, which then decides.
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    int error = ::posix_spawnp(&pid_, words[0].c_str(), &files, &how, pointers(words).data(),
                               pointers(environment).data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    stdout_.close_write();
    stderr_.close_write();
    if (error == 0) return true;
    out_.status = 127;
    out_.err = words[0] + ": " + std::strerror(error);
    return false;
  }

  bool take(int fd, std::string& kept) {
    std::array<char, 1 << 14> buffer;
    ssize_t size = ::read(fd, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) return true;
    if (size <= 0) return false;
    std::string_view piece(buffer.data(), static_cast<std::size_t>(size));
    if (kept.size() < kMostKept) kept.append(piece.substr(0, kMostKept - kept.size()));
    if (log_ >= 0 && ::write(log_, piece.data(), piece.size()) < 0) log_ = (::close(log_), -1);
    if (child_.echo) child_.echo(piece);
    return true;
  }

  void watch() {
    bool late = child_.seconds > 0 && since(start_) > child_.seconds;
    if (!killed_ && (late || interrupted() != 0)) {
      out_.timed_out = late;
      out_.interrupted = !late;
      killed_ = Clock::now();
      ::kill(-pid_, SIGTERM);
    } else if (killed_ && !forced_ && since(*killed_) > kGrace) {
      forced_ = true;
      ::kill(-pid_, SIGKILL);
    }
  }

  void wait() {
    int status = 0;
    while (true) {
      pid_t ended = ::waitpid(pid_, &status, killed_ ? 0 : WNOHANG);
      if (ended == pid_) break;
      if (ended < 0 && errno != EINTR) return;
      watch();
      ::poll(nullptr, 0, 20);
    }
    out_.seconds = since(start_);
    out_.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    ::kill(-pid_, SIGKILL);  // what it left behind
  }

  const Child& child_;
  Clock::time_point start_;
  Pipe stdout_, stderr_;
  pid_t pid_ = -1;
  int log_ = -1;
  std::optional<Clock::time_point> killed_;
  bool forced_ = false;
  Ended out_;
};

}  // namespace

Ended run(const Child& child) {
  Ended none;
  none.interrupted = true;
  return interrupted() != 0 ? none : Running(child).run();
}

Interruptible::Interruptible() {
  signal_seen = 0;
  struct sigaction action {};
  action.sa_handler = note;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < std::size(kSignals); ++i) {
    ::sigaction(kSignals[i], &action, &actions_before[i]);
    // nohup, and shells for what they start in the background, have it ignored.
    if (actions_before[i].sa_handler == SIG_IGN) ::sigaction(kSignals[i], &actions_before[i], nullptr);
  }
}

Interruptible::~Interruptible() {
  for (std::size_t i = 0; i < std::size(kSignals); ++i) ::sigaction(kSignals[i], &actions_before[i], nullptr);
}

int interrupted() { return signal_seen; }
int take_interruption() { return signal_seen.exchange(0); }

}  // namespace dockhone::prove
