#include "transforms/split_stages/places.h"

#include <algorithm>

#include "transforms/shared/lists.h"
#include "transforms/split_stages/outputs.h"

namespace dockhone::transforms::split_stages {

namespace {

bool is_below(const List& directories, std::string_view path) {
  return std::any_of(directories.begin(), directories.end(),
                     [&](std::string_view each) { return within(path, each); });
}

// What stands behind the home directory; "" where it is none.
std::string_view at_home(std::string_view path) {
  if (path.starts_with("~/")) return path.substr(2);
  if (path.starts_with("/root/")) return path.substr(6);
  if (!path.starts_with("/home/")) return {};
  auto slash = path.find('/', 6);
  return slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
}

}  // namespace

bool is_shared_directory(std::string_view path) { return lists::kSharedDirectories.contains(path); }

bool is_everywhere(std::string_view path) { return lists::kDirectoriesEverywhere.contains(path); }

bool is_read_by_no_process(std::string_view path) { return is_below(lists::kReadByNoProcess, path); }

bool is_scratch(std::string_view path) { return within(path, "/tmp") || within(path, "/var/tmp"); }

bool is_left_by_tools(std::string_view path) {
  return is_below(lists::kLeftByTools, path) || is_below(lists::kHomeOfBuildTools, at_home(path));
}

bool is_hidden_at_home(std::string_view path) { return at_home(path).starts_with('.'); }

bool is_removal_of_matter(std::string_view path) {
  return is_below(lists::kRemovalMatters, path) && !is_below(lists::kRemovalOfNoMatter, path) &&
         !is_read_by_no_process(path) && !is_left_by_tools(path);
}

bool is_build_only(const Stack& stack, const Surroundings& surroundings, std::string_view path,
                   std::size_t instruction) {
  for (std::string_view pattern : stack.build_only) {
    std::string tree = surroundings.filled(pattern, surroundings.before(instruction));
    if (auto colon = tree.find(':'); colon != std::string::npos) tree.resize(colon);
    if (tree.starts_with('/') && tree != "/" && within(path, tree)) return true;
  }
  return false;
}

bool is_download(std::string_view path) {
  return std::any_of(lists::kDownloadEndings.begin(), lists::kDownloadEndings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

std::string real_path(std::string path) {
  if (within(path, "/var/run")) return "/run" + path.substr(8);
  if (within(path, "/var/lock")) return "/run/lock" + path.substr(9);
  return path;
}

}  // namespace dockhone::transforms::split_stages
