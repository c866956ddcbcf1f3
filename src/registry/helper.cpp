#include "helper.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>

extern char** environ;

namespace dockhone::registry {

namespace {

constexpr std::size_t kMaxOutput = 64 * 1024;

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() { reset(-1); }
  int get() const { return fd_; }
  void reset(int fd) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
  }

 private:
  int fd_;
};

struct Pipe {
  Descriptor read, write;
  bool open() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read.reset(ends[0]);
    write.reset(ends[1]);
    return true;
  }
};

// Its own process group, so that what it started ends with it.
pid_t start(const std::string& program, int in, int out) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  std::string name = program;
  std::string verb = "get";
  std::array<char*, 3> argv = {name.data(), verb.data(), nullptr};
  pid_t child = -1;
  if (::posix_spawnp(&child, name.c_str(), &actions, &attributes, argv.data(), environ) != 0) child = -1;
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  return child;
}

// What it printed until it closed its output; nullopt after the limit or too much of it.
std::optional<std::string> output_of(int fd, std::chrono::milliseconds limit) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + limit;
  std::string out;
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0 || out.size() > kMaxOutput) return std::nullopt;
    pollfd wait{fd, POLLIN, 0};
    const int ready = ::poll(&wait, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return std::nullopt;
    const auto got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) return out;
    out.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

bool is_name(const std::string& name) {
  const auto good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  return !name.empty() && name.size() < 100 && std::all_of(name.begin(), name.end(), good);
}

std::optional<Credential> parse(const std::string& text) {
  const auto value = nlohmann::json::parse(text, nullptr, false);
  if (!value.is_object()) return std::nullopt;
  const auto field = [&](const char* key) {
    const auto found = value.find(key);
    return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  Credential found;
  found.user = field("Username");
  found.password = field("Secret");
  if (found.user == "<token>") {
    found.identity_token = std::move(found.password);
    found.user.clear();
    found.password.clear();
  }
  return found.empty() ? std::nullopt : std::optional(found);
}

}  // namespace

std::optional<Credential> ask_helper(const std::string& name, const std::string& server,
                                     std::chrono::milliseconds limit) {
  Pipe in, out;
  if (!is_name(name) || !in.open() || !out.open()) return std::nullopt;
  // Told before it starts, while both ends are open here: a helper that does not read is no error, and the
  // name of a host fits into any pipe.
  const std::string line = server + "\n";
  if (::write(in.write.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size()))
    return std::nullopt;
  in.write.reset(-1);
  const pid_t child = start("docker-credential-" + name, in.read.get(), out.write.get());
  if (child < 0) return std::nullopt;
  in.read.reset(-1);
  out.write.reset(-1);
  auto said = output_of(out.read.get(), limit);
  if (!said) ::kill(-child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!said || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return parse(*said);
}

}  // namespace dockhone::registry
