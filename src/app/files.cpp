#include "files.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <system_error>

namespace dockhone::app {

namespace {

std::string reason(int error) { return std::generic_category().message(error); }

Failure io(const std::string& path, std::string what, std::string help = {}) {
  return {{ErrorKind::kIo, std::move(what), std::move(help), {}}, path, {0, 0}, {}};
}

tl::unexpected<Failure> no(Failure failure) { return tl::unexpected<Failure>(std::move(failure)); }

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

std::string too_large(std::uint32_t limit) {
  return "larger than " + std::to_string(limit >> 20) + " MiB, which no Dockerfile is";
}

// Why this kind of file is not read; "" for a regular file.
std::string_view not_regular(mode_t mode) {
  if (S_ISREG(mode)) return {};
  if (S_ISDIR(mode)) return "is a directory";
  if (S_ISFIFO(mode)) return "is a FIFO";
  if (S_ISSOCK(mode)) return "is a socket";
  return "is a device";
}

// Hard to guess, so that nobody waits with a link of that name.
std::string random_name() {
  std::uint64_t bits = 0;
  if (::getrandom(&bits, sizeof bits, 0) != static_cast<ssize_t>(sizeof bits)) {
    bits = static_cast<std::uint64_t>(::getpid()) << 32 ^ static_cast<std::uint64_t>(::clock());
  }
  char digits[16];
  auto end = std::to_chars(digits, digits + sizeof digits, bits, 36).ptr;
  return {digits, end};
}

// Reads to the end; false on error, with errno. Stops one byte behind the limit. `expected`: size of a
// regular file, 0 where it is not known.
bool read_all(int fd, std::size_t expected, std::uint32_t limit, std::string& text) {
  std::size_t size = 0;
  constexpr std::size_t kFirstGuess = 64 * 1024;  // of a stream
  text.resize(std::min<std::size_t>(expected > 0 ? expected : kFirstGuess, limit) + 1);
  for (;;) {
    ssize_t got = ::read(fd, text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    size += static_cast<std::size_t>(got);
    // Short of the size that the file system told, plus one: a regular file ends here.
    bool ended = got == 0 || (expected > 0 && size == expected && size < text.size());
    if (ended || size > limit) break;
    if (size == text.size()) text.resize(std::min<std::size_t>(size * 2, std::size_t{limit} + 1));
  }
  text.resize(size);
  return true;
}

// Opens for reading; `no_links` becomes true where the kernel found no symbolic link on the way.
int open_input(const std::string& path, bool& no_links) {
  constexpr int kFlags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
#ifdef SYS_openat2
  struct open_how how = {};
  how.flags = kFlags;
  how.resolve = RESOLVE_NO_SYMLINKS;
  auto fd = static_cast<int>(::syscall(SYS_openat2, AT_FDCWD, path.c_str(), &how, sizeof how));
  no_links = fd >= 0;
  if (no_links) return fd;
#endif
  return ::open(path.c_str(), kFlags);
}

}  // namespace

Expected<Input> read_file(const std::string& path, std::uint32_t limit, bool regular) {
  Input input;
  // Looked at before it is opened: opening a device can have effects of its own.
  if (!regular && ::stat(path.c_str(), &input.info) != 0) {
    return no(io(path, errno == ENOENT ? "no such file" : "cannot read: " + reason(errno)));
  }
  std::string_view odd = regular ? std::string_view() : not_regular(input.info.st_mode);
  Descriptor file(odd.empty() ? open_input(path, input.no_links) : -1);
  if (odd.empty() && file.get() < 0) return no(io(path, "cannot read: " + reason(errno)));
  if (odd.empty() && ::fstat(file.get(), &input.info) != 0)
    return no(io(path, "cannot read: " + reason(errno)));
  if (odd.empty()) odd = not_regular(input.info.st_mode);
  if (!odd.empty()) {
    return no(io(path, std::string(odd) + ", not a regular file", "pipe it in and name it -"));
  }
  if (input.info.st_size > static_cast<off_t>(limit)) return no(io(path, too_large(limit)));
  if (!read_all(file.get(), static_cast<std::size_t>(input.info.st_size), limit, input.text)) {
    return no(io(path, "cannot read: " + reason(errno)));
  }
  if (input.text.size() > limit) return no(io(path, too_large(limit)));
  return input;
}

Expected<std::string> read_stdin(std::uint32_t limit, const std::string& name) {
  std::string text;
  if (!read_all(STDIN_FILENO, 0, limit, text)) {
    return no(io(name, "cannot read standard input: " + reason(errno)));
  }
  if (text.size() > limit) return no(io(name, too_large(limit)));
  return text;
}

Output::~Output() {
  if (fd_ >= 0) ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Expected<bool> Output::fail(std::string what, int error) {
  return no(io(path_, what + ": " + reason(error)));
}

Expected<bool> Output::open(const std::string& path, mode_t mode) {
  path_ = path;
  target_ = path;
  struct stat there = {};
  if (::stat(path.c_str(), &there) == 0) {
    if (S_ISDIR(there.st_mode)) return fail("cannot write", EISDIR);
    if (!S_ISREG(there.st_mode)) {
      fd_ = ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
      if (fd_ < 0) return fail("cannot write", errno);
      ::fcntl(fd_, F_SETFL, ::fcntl(fd_, F_GETFL) & ~O_NONBLOCK);
      return true;
    }
    // Behind a symbolic link the file is replaced, not the link.
    if (std::string real = real_path(path); !real.empty()) target_ = real;
  }
  for (int attempt = 0; attempt < 100; ++attempt) {
    std::string name = parent_of(target_) + "/.dockhone-" + random_name();
    fd_ = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd_ >= 0) {
      temporary_ = std::move(name);
      return true;
    }
    if (errno != EEXIST) break;
  }
  return fail("cannot write", errno);
}

Expected<bool> Output::write(std::string_view text) {
  while (!text.empty()) {
    ssize_t put = ::write(fd_, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return fail("cannot write", errno);
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

Expected<bool> Output::commit(bool durable) {
  if (durable && !temporary_.empty() && ::fsync(fd_) != 0) return fail("cannot write", errno);
  int closed = ::close(fd_);
  fd_ = -1;
  if (closed != 0) return fail("cannot write", errno);
  if (temporary_.empty()) return true;
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) return fail("cannot replace", errno);
  temporary_.clear();
  if (durable) {
    Descriptor directory(::open(parent_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() >= 0) ::fsync(directory.get());
  }
  return true;
}

Expected<bool> write_file(const std::string& path, std::string_view text, mode_t mode, bool durable) {
  Output output;
  return output.open(path, mode).and_then([&](bool) { return output.write(text); }).and_then([&](bool) {
    return output.commit(durable);
  });
}

Expected<bool> rewrite_in_place(const std::string& path, const std::string& root, const struct stat& seen,
                                std::string_view text) {
  std::string real = real_path(path);
  if (real.empty()) return no(io(path, "cannot resolve: " + reason(errno)));
  struct stat link = {};
  bool linked = ::lstat(path.c_str(), &link) == 0 && S_ISLNK(link.st_mode);
  if (linked && !is_within(real, root)) {
    return no(
        io(path, "not rewritten: a symbolic link to " + real + ", outside " + root, "name the file itself"));
  }
  struct stat now = {};
  if (::lstat(real.c_str(), &now) != 0) return no(io(path, "cannot rewrite: " + reason(errno)));
  if (now.st_dev != seen.st_dev || now.st_ino != seen.st_ino || now.st_size != seen.st_size ||
      now.st_mtim.tv_sec != seen.st_mtim.tv_sec || now.st_mtim.tv_nsec != seen.st_mtim.tv_nsec) {
    return no(io(path, "not rewritten: it changed while it was being read", "run again"));
  }
  if (now.st_nlink > 1) {
    return no(io(path, "not rewritten: it has " + std::to_string(now.st_nlink) + " hard links",
                 "use -o to write to another file"));
  }
  bool read_only = (now.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0;
  if (read_only || ::faccessat(AT_FDCWD, real.c_str(), W_OK, AT_EACCESS) != 0) {
    return no(io(path, "not rewritten: it is not writable"));
  }
  Output output;
  if (auto opened = output.open(real, now.st_mode); !opened) return opened;
  bool foreign = now.st_uid != ::geteuid() || now.st_gid != ::getegid();
  if (foreign && ::fchown(output.descriptor(), now.st_uid, now.st_gid) != 0) {
    return no(io(path, "not rewritten: its owner cannot be kept"));
  }
  if (::fchmod(output.descriptor(), now.st_mode & 07777) != 0) {
    return no(io(path, "not rewritten: its mode cannot be kept"));
  }
  return output.write(text).and_then([&](bool) { return output.commit(true); });
}

bool same_file(const std::string& a, const std::string& b) {
  struct stat one = {};
  struct stat other = {};
  return ::stat(a.c_str(), &one) == 0 && ::stat(b.c_str(), &other) == 0 && one.st_dev == other.st_dev &&
         one.st_ino == other.st_ino;
}

bool is_directory(const std::string& path) {
  struct stat info = {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool is_device(const std::string& path) {
  struct stat info = {};
  return ::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode);
}

bool is_diff(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC));
  struct stat info = {};
  if (file.get() < 0 || ::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
  char start[4] = {};
  return ::read(file.get(), start, sizeof start) == 4 && std::string_view(start, 4) == "--- ";
}

bool remove_stale_outputs(const std::string& path) {
  std::string output = path + ".optimized";
  std::string diff = output + ".diff";
  if (!is_diff(diff)) return false;
  struct stat result = {};
  if (::lstat(output.c_str(), &result) == 0 && S_ISREG(result.st_mode)) ::unlink(output.c_str());
  ::unlink(diff.c_str());
  return true;
}

Expected<bool> check_outputs(const std::string& path, const std::string& diff, std::string_view text) {
  std::string output = path + ".optimized";
  struct stat info = {};
  bool beside = diff == output + ".diff";
  std::string why = "is there already, and was not written by dockhone: ";
  constexpr const char* kHelp = "move it away, or choose other places with -o FILE and --diff FILE";
  if (is_diff(diff)) return true;
  if (beside && ::lstat(diff.c_str(), &info) == 0 && S_ISREG(info.st_mode))
    return no(io(diff, why + "it is no diff", kHelp));
  if (::lstat(output.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return true;
  auto there = read_file(output, static_cast<std::uint32_t>(text.size()));
  if (there && there->text == text) return true;
  return no(io(output, why + "no diff stands beside it", kHelp));
}

std::string real_path(const std::string& path) {
  std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : std::string();
}

bool is_within(std::string_view path, std::string_view directory) {
  if (directory == "/") return true;
  return path.starts_with(directory) && (path.size() == directory.size() || path[directory.size()] == '/');
}

std::string parent_of(const std::string& path) {
  std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace dockhone::app
