#include "cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "dockhone/registry/client.h"
#include "encoding.h"

namespace dockhone::registry {

namespace {

constexpr off_t kMaxFile = 16 * 1024 * 1024;

bool make_directories(const std::string& path) {
  for (std::size_t at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) {
    ::mkdir(path.substr(0, at).c_str(), 0700);
  }
  struct stat info = {};
  ::mkdir(path.c_str(), 0700);
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto put = ::write(fd, bytes.data(), bytes.size());
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

}  // namespace

std::string cache_directory(const Environment& environment) {
  const char* base = environment("XDG_CACHE_HOME");
  if (base != nullptr && *base == '/') return std::string(base) + "/dockhone";
  const char* home = environment("HOME");
  return home != nullptr && *home == '/' ? std::string(home) + "/.cache/dockhone" : std::string();
}

std::string Cache::path_of(const std::string& digest) const {
  const std::string_view kind = "sha256:";
  if (directory_.empty() || !is_digest(digest) || !digest.starts_with(kind)) return {};
  return directory_ + "/sha256/" + digest.substr(kind.size(), 2) + '/' + digest.substr(kind.size());
}

std::optional<std::string> Cache::get(const std::string& digest) const {
  const auto path = path_of(digest);
  if (path.empty()) return std::nullopt;
  const int fd = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return std::nullopt;
  struct stat info = {};
  std::string bytes;
  bool read = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size <= kMaxFile;
  if (read) {
    bytes.resize(static_cast<std::size_t>(info.st_size));
    read = ::read(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  }
  ::close(fd);
  if (read && digest_of(bytes) == digest) return bytes;
  ::unlink(path.c_str());
  return std::nullopt;
}

void Cache::put(const std::string& digest, std::string_view bytes) const {
  const auto path = path_of(digest);
  if (path.empty() || !make_directories(path.substr(0, path.rfind('/')))) return;
  std::string temporary = path + ".XXXXXX";
  const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (fd < 0) return;
  const bool written = write_all(fd, bytes);
  if (::close(fd) != 0 || !written || ::rename(temporary.c_str(), path.c_str()) != 0) {
    ::unlink(temporary.c_str());
  }
}

}  // namespace dockhone::registry
