#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace dockhone::app {

namespace {

bool use_color(Color color, int fd) {
  if (color != Color::kAuto) return color == Color::kAlways;
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  if (no_color != nullptr && *no_color != '\0') return false;
  if (terminal == nullptr || std::string_view(terminal) == "dumb") return false;
  return ::isatty(fd) == 1;
}

}  // namespace

Terminal::Terminal(Color color)
    : out_is_terminal_(::isatty(STDOUT_FILENO) == 1),
      out_color_(use_color(color, STDOUT_FILENO)),
      err_color_(use_color(color, STDERR_FILENO)) {
  struct winsize size = {};
  if (out_is_terminal_ && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    width_ = std::clamp<std::size_t>(size.ws_col, 60, 120);
  }
}

bool Terminal::put(int fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t put = ::write(fd, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

void Terminal::flush() {
  if (!closed_ && !put(STDOUT_FILENO, pending_)) {
    closed_ = true;
    if (errno != EPIPE) error_ = errno;
  }
  pending_.clear();
}

void Terminal::out(std::string_view text) {
  constexpr std::size_t kBlock = 64 * 1024;
  pending_ += text;
  if (out_is_terminal_ || pending_.size() >= kBlock) flush();
}

void Terminal::err(std::string_view text) {
  if (text.empty()) return;
  flush();
  put(STDERR_FILENO, text);
}

}  // namespace dockhone::app
