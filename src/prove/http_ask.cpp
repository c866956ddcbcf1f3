#include "http_ask.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <thread>

#include "child.h"

namespace dockhone::prove {

namespace {

constexpr std::size_t kMostBody = 4u << 20;

tl::unexpected<Error> no(std::string message, std::string help = {}) {
  return tl::unexpected<Error>(Error{ErrorKind::kIo, std::move(message), std::move(help), {}});
}

// In a process of its own, which may enter another network. Writes the whole answer to `out`.
int request(int pid, int port, const std::string& text, int out) {
  if (pid > 0) {
    int space = ::open(("/proc/" + std::to_string(pid) + "/ns/net").c_str(), O_RDONLY | O_CLOEXEC);
    if (space < 0 || ::setns(space, CLONE_NEWNET) != 0) return errno == EPERM || errno == EACCES ? 3 : 2;
  }
  int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  timeval limit{10, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return 2;
  if (::send(fd, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size())) return 2;
  std::array<char, 1 << 14> buffer;
  std::size_t all = 0;
  for (ssize_t size; all < kMostBody && (size = ::recv(fd, buffer.data(), buffer.size(), 0)) > 0;) {
    all += static_cast<std::size_t>(size);
    if (::write(out, buffer.data(), static_cast<std::size_t>(size)) != size) return 2;
  }
  return all > 0 ? 0 : 2;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return text;
}

// HTTP/1.0 is asked for, so that no body comes in chunks.
Result<Answer> parsed(const std::string& text) {
  auto end = text.find("\r\n\r\n");
  if (!text.starts_with("HTTP/") || end == text.npos) return no("what answers does not speak HTTP");
  Answer answer;
  auto blank = text.find(' ');
  std::from_chars(text.data() + blank + 1, text.data() + std::min(end, blank + 4), answer.status);
  std::string head = lower(text.substr(0, end));
  if (auto at = head.find("\r\ncontent-type:"); at != head.npos) {
    auto from = head.find_first_not_of(" \t", at + 15);
    answer.type = head.substr(from, head.find_first_of("\r; ", from) - from);
  }
  answer.body = text.substr(end + 4);
  return answer;
}

}  // namespace

Result<Answer> ask(int pid, int port, const std::string& path, double seconds) {
  std::string text = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  auto begin = std::chrono::steady_clock::now();
  while (interrupted() == 0) {
    int both[2];
    if (::pipe2(both, O_CLOEXEC) != 0)
      return no(std::string("a pipe cannot be made: ") + std::strerror(errno));
    pid_t child = ::fork();
    if (child == 0) ::_exit(request(pid, port, text, both[1]));
    ::close(both[1]);
    std::string out;
    std::array<char, 1 << 14> buffer;
    for (ssize_t size;
         (size = ::read(both[0], buffer.data(), buffer.size())) > 0 || (size < 0 && errno == EINTR);) {
      if (size > 0) out.append(buffer.data(), static_cast<std::size_t>(size));
    }
    ::close(both[0]);
    int status = 0;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    int how = WIFEXITED(status) ? WEXITSTATUS(status) : 2;
    if (how == 0) return parsed(out);
    if (how == 3)
      return no("the network of a container can only be entered by root", "run as root, or give --network");
    if (std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() > seconds)
      return no("nobody answers on port " + std::to_string(port));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return no("interrupted");
}

}  // namespace dockhone::prove
