#include "transforms/split_stages/roots.h"

#include <algorithm>

#include "transforms/split_stages/outputs.h"

namespace dockhone::transforms::split_stages {

Root& Roots::add(std::string path, bool file, std::string_view why) {
  for (Root& root : all_) {
    if (root.path != path) continue;
    root.doubtful = false;
    return root;
  }
  Root root;
  root.path = std::move(path);
  root.file = file;
  root.why = why;
  return all_.emplace_back(std::move(root));
}

Root* Roots::around(std::string_view path) {
  Root* found = nullptr;
  for (Root& root : all_) {
    if (within(path, root.path) && (found == nullptr || root.path.size() > found->path.size())) found = &root;
  }
  return found;
}

bool Roots::settle() {
  bool kept_owners = true;
  std::vector<Root> kept;
  for (const Root& root : all_) {
    auto outer = std::find_if(all_.begin(), all_.end(), [&](const Root& other) {
      return other.path != root.path && within(root.path, other.path) && !other.doubtful;
    });
    if (outer == all_.end()) {
      kept.push_back(root);
    } else {
      kept_owners = kept_owners && (outer->owner.empty() || outer->owner == root.owner);
    }
  }
  all_ = std::move(kept);
  return kept_owners;
}

}  // namespace dockhone::transforms::split_stages
