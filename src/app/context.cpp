#include "context.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <deque>
#include <utility>
#include <vector>

#include "glob.h"

namespace dockhone::app {

namespace {

using model::Context;

constexpr std::size_t kMaxEntries = 4096;
constexpr std::size_t kMaxDepth = 32;
constexpr off_t kMaxText = 64 * 1024;
constexpr std::size_t kHead = 512;
constexpr std::size_t kMaxTexts = 4 * 1024 * 1024;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  void reset(int fd) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
  }

 private:
  int fd_;
};

// Names in a directory, sorted, so that the bounds cut in the same place every time.
std::vector<std::string> names_in(int directory) {
  std::vector<std::string> names;
  int fd = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return names;
  DIR* stream = ::fdopendir(fd);
  if (stream == nullptr) {
    ::close(fd);
    return names;
  }
  while (names.size() <= kMaxEntries) {
    const dirent* entry = ::readdir(stream);
    if (entry == nullptr) break;
    std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  ::closedir(stream);
  std::sort(names.begin(), names.end());
  return names;
}

// The first `limit` bytes of a regular file; nullopt where it cannot be read.
std::optional<std::string> beginning(int directory, const std::string& name, std::size_t limit) {
  Descriptor file(
      ::openat(directory, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (file.get() < 0) return std::nullopt;
  std::string text(limit, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    ssize_t got = ::read(file.get(), text.data() + size, text.size() - size);
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  text.resize(size);
  return text;
}

bool is_text(std::string_view text) { return text.find('\0') == std::string_view::npos; }

// What ADD takes for an archive: tar, plain or behind gzip, bzip2, xz or zstd. A tar header carries the sum
// of its own bytes, those of the sum counted as blanks.
bool is_packed(std::string_view head) {
  using namespace std::string_view_literals;
  for (std::string_view magic : {"\x1f\x8b"sv, "BZh"sv, "\xfd\x37zXZ"sv, "\x28\xb5\x2f\xfd"sv}) {
    if (head.starts_with(magic)) return true;
  }
  bool skippable = head.size() > 4 && (head[0] & 0xf0) == 0x50 && head.substr(1, 3) == "\x2a\x4d\x18"sv;
  if (skippable) return true;
  constexpr std::size_t kHeader = 512, kSum = 148, kSumEnd = 156;
  if (head.size() < kHeader) return false;
  long wanted = 0, sum = 0;
  for (std::size_t i = 0; i < kHeader; ++i) {
    bool blank = i >= kSum && i < kSumEnd;
    sum += blank ? ' ' : static_cast<unsigned char>(head[i]);
    if (blank && head[i] >= '0' && head[i] <= '7') wanted = wanted * 8 + (head[i] - '0');
  }
  return wanted > 0 && wanted == sum;
}

std::string link_target(int directory, const std::string& name) {
  std::array<char, 4096> target{};
  ssize_t size = ::readlinkat(directory, name.c_str(), target.data(), target.size());
  return size < 0 ? std::string() : std::string(target.data(), static_cast<std::size_t>(size));
}

// .dockerignore: the last pattern that matches a path, or a directory above it, decides.
class Ignored {
 public:
  explicit Ignored(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    while (!text.empty()) {
      std::size_t end = text.find('\n');
      add(text.substr(0, end));
      if (end == std::string_view::npos) break;
      text.remove_prefix(end + 1);
    }
  }

  bool hides(std::string_view path) const {
    bool hidden = false;
    for (const auto& [pattern, shown] : patterns_) {
      if (glob_covers(pattern, path)) hidden = !shown;
    }
    return hidden;
  }
  // Something below a hidden directory may be shown again.
  bool may_show_below() const { return shows_; }

 private:
  void add(std::string_view line) {
    if (line.starts_with('#')) return;
    constexpr std::string_view kBlank = " \t\r\f\v";
    std::size_t first = line.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return;
    line = line.substr(first, line.find_last_not_of(kBlank) + 1 - first);
    bool shown = line.starts_with('!');
    if (shown) line.remove_prefix(1);
    while (line.starts_with("./") || line.starts_with('/')) line.remove_prefix(line[0] == '/' ? 1 : 2);
    if (line.empty() || line == ".") return;
    shows_ = shows_ || shown;
    patterns_.emplace_back("/" + std::string(line), shown);
  }

  std::vector<std::pair<std::string, bool>> patterns_;
  bool shows_ = false;
};

class Reader {
 public:
  Reader(int root, Ignored ignored) : root_(root), ignored_(std::move(ignored)) {}

  Context read() {
    pending_.push_back({"", 0});
    while (!pending_.empty()) {
      Directory next = std::move(pending_.front());
      pending_.pop_front();
      directory(next);
    }
    return {std::move(entries_), complete_};
  }

 private:
  struct Directory {
    std::string path;
    std::size_t depth;
  };

  void directory(const Directory& at) {
    Descriptor opened(at.path.empty() ? ::dup(root_) : open_below(at.path));
    if (opened.get() < 0) {
      complete_ = false;
      return;
    }
    for (const std::string& name : names_in(opened.get())) {
      if (entries_.size() >= kMaxEntries) {
        complete_ = false;
        return;
      }
      add(opened.get(), at, name);
    }
  }

  // Part by part, so that no part is a symbolic link.
  int open_below(std::string_view path) const {
    Descriptor here(::dup(root_));
    while (true) {
      std::size_t slash = path.find('/');
      std::string part(path.substr(0, slash));
      int next = ::openat(here.get(), part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      if (next < 0 || slash == std::string_view::npos) return next;
      path.remove_prefix(slash + 1);
      here.reset(next);
    }
  }

  void add(int directory, const Directory& at, const std::string& name) {
    struct stat info = {};
    if (::fstatat(directory, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return;
    Context::Entry entry;
    entry.path = at.path.empty() ? name : at.path + '/' + name;
    bool hidden = ignored_.hides(entry.path);
    if (S_ISDIR(info.st_mode)) {
      entry.kind = Context::Kind::kDirectory;
      bool entered = name != ".git" && name != "node_modules" && (!hidden || ignored_.may_show_below());
      if (entered && at.depth < kMaxDepth) pending_.push_back({entry.path, at.depth + 1});
      if (!hidden && (!entered || at.depth >= kMaxDepth)) complete_ = false;
    } else if (S_ISLNK(info.st_mode)) {
      entry.kind = Context::Kind::kLink;
      entry.target = link_target(directory, name);
    } else if (!S_ISREG(info.st_mode)) {
      entry.kind = Context::Kind::kOther;
    } else {
      entry.executable = (info.st_mode & 0111) != 0;
      if (!hidden) look_into(directory, name, info, entry);
    }
    if (!hidden) entries_.push_back(std::move(entry));
  }

  void look_into(int directory, const std::string& name, const struct stat& info, Context::Entry& entry) {
    bool whole = info.st_size <= kMaxText && texts_ < kMaxTexts;
    auto head = beginning(directory, name, whole ? static_cast<std::size_t>(info.st_size) + 1 : kHead);
    if (!head) return;
    entry.packed = is_packed(*head);
    if (!whole || head->size() > static_cast<std::size_t>(kMaxText) || !is_text(*head)) return;
    texts_ += head->size();
    entry.text = std::move(head);
  }

  int root_;
  Ignored ignored_;
  std::vector<Context::Entry> entries_;
  std::deque<Directory> pending_;
  std::size_t texts_ = 0;
  bool complete_ = true;
};

// The text of the ignore file that counts, and whether it is the Dockerfile's own.
std::pair<std::string, bool> ignore_file(int root, const std::string& dockerfile) {
  bool own = true;
  for (const std::string& name : {dockerfile + ".dockerignore", std::string(".dockerignore")}) {
    struct stat info = {};
    bool regular = ::fstatat(root, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode);
    if (regular) {
      auto text = beginning(root, name, static_cast<std::size_t>(kMaxText));
      if (text) return {std::move(*text), own && !dockerfile.empty()};
    }
    own = false;
  }
  return {"", false};
}

// Asked of the names in the order of the directory, of which so many count.
bool holds_dockerfiles_only(int directory) {
  alignas(dirent64) std::array<char, 16 * 1024> buffer;
  for (std::size_t count = 0; count <= kMaxEntries;) {
    ssize_t size = ::getdents64(directory, buffer.data(), buffer.size());
    if (size <= 0) break;
    for (ssize_t at = 0; at < size && count <= kMaxEntries;) {
      const auto* entry = reinterpret_cast<const dirent64*>(buffer.data() + at);
      at += entry->d_reclen;
      std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      if (!model::says_nothing(name)) return false;
      ++count;
    }
  }
  return true;
}

}  // namespace

std::shared_ptr<const model::Context> Contexts::at(const std::string& directory,
                                                   const std::string& dockerfile,
                                                   const std::vector<std::string>& sources) {
  bool just_read = false;
  {
    std::lock_guard lock(mutex_);
    if (nothing_.contains(directory)) return nullptr;
    just_read = last_directory_ == directory;
  }
  // Mostly the first one is not there: asked before anything is opened.
  for (const std::string& source : sources) {
    struct stat info = {};
    if (::lstat((directory + '/' + source).c_str(), &info) != 0) return nullptr;
  }
  Descriptor root(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (root.get() < 0) return nullptr;
  if (!just_read && holds_dockerfiles_only(root.get())) {
    std::lock_guard lock(mutex_);
    if (nothing_.size() < kMaxEntries) nothing_.insert(directory);
    return nullptr;
  }
  auto [ignore, own] = ignore_file(root.get(), dockerfile);
  if (!own) {
    std::lock_guard lock(mutex_);
    if (!last_directory_.empty() && last_directory_ == directory) return last_;
  }
  auto read = std::make_shared<const Context>(Reader(root.get(), Ignored(ignore)).read());
  if (!own) {
    std::lock_guard lock(mutex_);
    last_directory_ = directory;
    last_ = read;
  }
  return read;
}

}  // namespace dockhone::app
