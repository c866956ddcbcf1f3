#include "discover.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <memory>
#include <set>
#include <system_error>
#include <utility>

#include "files.h"

namespace dockhone::app {

namespace {

// A name in a directory, whatever path leads there.
struct Key {
  dev_t device = 0;
  ino_t directory = 0;
  std::string name;
  auto operator<=>(const Key&) const = default;
};

Key key_of(const std::string& path) {
  struct stat info = {};
  if (::stat(parent_of(path).c_str(), &info) != 0) return {0, 0, path};
  return {info.st_dev, info.st_ino, std::string(name_of(path))};
}

using Root = std::shared_ptr<const std::string>;

class Search {
 public:
  Search(bool dedupe, bool any_directory) : dedupe_(dedupe), any_directory_(any_directory) {}

  void add_file(const std::string& path, const struct stat& info) {
    if (dedupe_ && !is_new(path, info)) return;
    Item& item = found_.items.emplace_back();
    item.path = path;
    item.regular = S_ISREG(info.st_mode);
  }

  void add_directory(std::string path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    auto root = std::make_shared<const std::string>(real_path(path));
    met_any_ = false;
    std::vector<Item> items;
    std::vector<std::string> links;
    std::vector<std::string> pending{path};
    while (!pending.empty()) {
      std::string directory = std::move(pending.back());
      pending.pop_back();
      scan(directory, root, items, links, pending);
    }
    add_links(links, root, items);
    if (items.empty() && !met_any_) found_.empty_directories.push_back(path);
    std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.path < b.path; });
    if (found_.items.empty()) {
      found_.items = std::move(items);
    } else {
      std::move(items.begin(), items.end(), std::back_inserter(found_.items));
    }
  }

  Discovery take() { return std::move(found_); }

 private:
  // Named files that are different files need no look at their directories.
  bool is_new(const std::string& path, const struct stat& info) {
    if (!any_directory_) {
      auto [first, added] = by_file_.try_emplace({info.st_dev, info.st_ino}, path);
      if (added) return true;
      seen_.insert(key_of(first->second));
    }
    return seen_.insert(key_of(path)).second;
  }

  void scan(const std::string& directory, const Root& root, std::vector<Item>& items,
            std::vector<std::string>& links, std::vector<std::string>& pending) {
    struct stat info = {};
    std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(directory.c_str()), &::closedir);
    if (!stream || ::fstat(::dirfd(stream.get()), &info) != 0) {
      std::string what = "cannot search: " + std::generic_category().message(errno);
      auto failure = std::make_shared<Failure>();
      failure->error = {ErrorKind::kIo, what, {}, {}};
      failure->path = directory;
      items.push_back({directory, root, std::move(failure)});
      return;
    }
    while (dirent* entry = ::readdir(stream.get())) {
      std::string_view name = entry->d_name;
      if (name == "." || name == ".." || name == ".git") continue;
      unsigned char type = entry->d_type;
      if (type != DT_DIR && type != DT_UNKNOWN && !is_dockerfile_name(name)) continue;
      std::string path = directory == "." ? std::string(name) : joined_path(directory, name);
      if (type == DT_UNKNOWN) type = type_of(path);
      if (type == DT_DIR) {
        pending.push_back(std::move(path));
      } else if (type == DT_LNK && is_dockerfile_name(name)) {
        met_any_ = true;
        links.push_back(std::move(path));
      } else if (type == DT_REG && is_dockerfile_name(name)) {
        met_any_ = true;
        if (dedupe_ && !seen_.insert({info.st_dev, info.st_ino, std::string(name)}).second) continue;
        items.push_back({std::move(path), root});
        items.back().regular = true;
      }
    }
  }

  // A link to a file that the search meets anyway, or met through another link, would be a second run over
  // one file.
  void add_links(std::vector<std::string>& links, const Root& root, std::vector<Item>& items) {
    if (links.empty()) return;
    std::sort(links.begin(), links.end());
    std::set<Key> targets;
    for (const Item& item : items) targets.insert(key_of(item.path));
    for (std::string& link : links) {
      struct stat info = {};
      std::string real = real_path(link);
      if (real.empty() || ::stat(real.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) continue;
      Key target = key_of(real);
      if (seen_.count(target) != 0 || !targets.insert(target).second) continue;
      items.push_back({std::move(link), root});
    }
  }

  static std::string joined_path(const std::string& directory, std::string_view name) {
    std::string path = directory;
    if (path.back() != '/') path += '/';
    return path.append(name);
  }

  static unsigned char type_of(const std::string& path) {
    struct stat info = {};
    if (::lstat(path.c_str(), &info) != 0) return DT_UNKNOWN;
    return S_ISDIR(info.st_mode)   ? DT_DIR
           : S_ISREG(info.st_mode) ? DT_REG
           : S_ISLNK(info.st_mode) ? DT_LNK
                                   : DT_UNKNOWN;
  }

  bool dedupe_;
  bool any_directory_;
  std::map<std::pair<dev_t, ino_t>, std::string> by_file_;
  bool met_any_ = false;  // in the directory that is searched now
  std::set<Key> seen_;
  Discovery found_;
};

}  // namespace

bool is_dockerfile_name(std::string_view name) {
  if (name.ends_with(".optimized") || name.ends_with(".diff") || name.ends_with(".dockerignore"))
    return false;
  return name == "Dockerfile" || name.starts_with("Dockerfile.") || name.ends_with(".Dockerfile") ||
         name.ends_with(".dockerfile") || name.starts_with("Containerfile");
}

Discovery discover(const std::vector<std::string>& paths) {
  std::vector<struct stat> infos(paths.size());
  bool any_directory = false;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (::stat(paths[i].c_str(), &infos[i]) != 0) infos[i] = {};
    any_directory |= S_ISDIR(infos[i].st_mode);
  }
  // One argument alone cannot name anything twice.
  Search search(paths.size() > 1, any_directory);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (S_ISDIR(infos[i].st_mode)) {
      search.add_directory(paths[i]);
    } else {
      search.add_file(paths[i], infos[i]);
    }
  }
  return search.take();
}

}  // namespace dockhone::app
