#include "workspace.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "builder.h"

namespace dockhone::prove {

namespace {

constexpr std::string_view kPrefix = "dockhone-prove.";

std::string place() {
  const char* set = std::getenv("TMPDIR");
  return set != nullptr && *set == '/' ? set : "/tmp";
}

}  // namespace

Result<Workspace> Workspace::make(const std::string& run) {
  std::string path = place() + '/' + std::string(kPrefix) + run;
  if (::mkdir(path.c_str(), 0700) == 0) return Workspace(std::move(path));
  return tl::unexpected<Error>(Error{ErrorKind::kIo,
                                     path + ": cannot be made: " + std::strerror(errno),
                                     "set TMPDIR to a directory that can be written",
                                     {}});
}

Workspace::~Workspace() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Result<std::string> Workspace::write(const std::string& name, const std::string& text) const {
  std::string path = path_ + '/' + name;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return path;
  return tl::unexpected<Error>(
      Error{ErrorKind::kIo, path + ": cannot be written", "free some space there, or set TMPDIR", {}});
}

std::string Workspace::directory(const std::string& name) const {
  std::error_code ignored;
  std::filesystem::create_directory(path_ + '/' + name, ignored);
  return path_ + '/' + name;
}

void Workspace::remove(const std::string& name) const {
  std::error_code ignored;
  std::filesystem::remove_all(path_ + '/' + name, ignored);
}

std::vector<std::string> Workspace::reap() {
  std::vector<std::string> removed;
  std::error_code error;
  for (const auto& each : std::filesystem::directory_iterator(place(), error)) {
    std::string name = each.path().filename().string();
    struct stat info {};
    bool own =
        ::lstat(each.path().c_str(), &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == ::geteuid();
    if (!own || !name.starts_with(kPrefix) || is_alive(name.substr(kPrefix.size()))) continue;
    std::error_code ignored;
    std::filesystem::remove_all(each.path(), ignored);
    removed.push_back("directory " + each.path().string());
  }
  return removed;
}

}  // namespace dockhone::prove
