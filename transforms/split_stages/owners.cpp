// Whom files belong to, and modes: the part of Writes that follows chown, chmod and their like.
#include <algorithm>

#include "transforms/split_stages/places.h"
#include "transforms/split_stages/writes.h"

namespace dockhone::transforms::split_stages {

using model::Extent;
using model::PathEffect;

namespace {

bool is_root(std::string_view owner) {
  return owner.empty() || owner == "root" || owner == "0" || owner == "root:root" || owner == "0:0";
}

bool is_numeric(std::string_view owner) {
  return !owner.empty() && owner.find_first_not_of("0123456789:") == std::string_view::npos;
}

// Has a directory these with its usual mode already?
bool is_usual_mode(std::string_view mode) {
  for (std::string_view usual : {"+x", "a+x", "u+x", "755", "0755", "+rx", "a+rx", "u+rx", "ugo+x",
                                 "u=rwx,go=rx", "u+rwx", "+r", "a+r"}) {
    if (mode == usual) return true;
  }
  return false;
}

bool is_plain(std::string_view word) {
  return !word.empty() && word.find_first_of(" \t\"'$\\`#*?[;&|<>(){}~") == std::string_view::npos;
}

}  // namespace

// "" for root.
std::string Writes::user_of(std::size_t index) const {
  auto user = model::user_at(q_.model, index);
  return !user || is_root(*user) ? std::string() : std::string(*user);
}

// Files of somebody else than the rest: COPY keeps their numbers, which are the same user where both stages
// make the same accounts on the same base.
void Writes::nested_owner(Root& root, const std::string& spec) {
  if (root.owner == spec) return;
  bool same_base = q_.bases.runtime.empty() || q_.bases.release.manager == image::PackageManager::kApk;
  for (const std::string& each : {root.owner, spec}) {
    if (same_base || is_root(each) || is_numeric(each)) continue;
    return stop("owners",
                "files in " + root.path + " belong to " + each + ", who may have another number in the end");
  }
  if (!is_root(root.owner)) root.itself.push_back("chown " + root.owner + ' ' + root.path);
  root.owner.clear();
}

void Writes::metadata(const Writer& writer, const PathEffect& path) {
  if (problem_ || writer.call == nullptr) return;
  const auto& invocation = writer.call->invocation;
  auto value = [&](std::string_view option) {
    const model::Arg* found = invocation.value(option);
    return found != nullptr && found->known ? std::string(found->text) : std::string();
  };
  auto each_itself = [&](const std::string& command) {
    for (Root& root : roots_.all()) {
      bool hit = root.path == path.path || (path.extent == Extent::kTree && within(root.path, path.path));
      if (!hit || root.file) continue;
      if (!is_plain(root.path)) return stop("odd-path", "the path " + root.path + " has odd characters");
      root.itself.push_back(command + ' ' + root.path);
    }
  };
  if (writer.program == "mkdir" || writer.program == "install") {
    std::string group = value("-g");
    if (!value("-o").empty() || !group.empty())
      each_itself("chown " + value("-o") + (group.empty() ? "" : ":" + group));
    if (!value("-m").empty() && !is_usual_mode(value("-m"))) each_itself("chmod " + value("-m"));
    return;
  }
  auto operands = invocation.operands();
  std::string spec;
  if (!operands.empty()) {
    std::string_view word = operands[0]->span.in(invocation.script());
    spec = operands[0]->known
               ? std::string(operands[0]->text)
               : q_.surroundings.expanded(word, q_.surroundings.before(writer.index)).value_or("");
  }
  if (operands.size() < 2 || !is_plain(spec)) spec.clear();
  bool touches = std::any_of(roots_.all().begin(), roots_.all().end(), [&](const Root& root) {
    return within(root.path, path.path) || within(path.path, root.path);
  });
  if (!touches) return;
  if (writer.program == "chmod") {
    if (spec.empty()) return stop("owners", "which mode chmod gives " + path.path + " is not known");
    if (!is_usual_mode(spec)) each_itself("chmod " + spec);
    return;
  }
  if (spec.empty())
    return stop("owners", "whom " + writer.program + " gives " + path.path + " to is not known");
  if (writer.program == "chgrp") return each_itself("chgrp " + spec);
  owner(spec, path);
}

void Writes::owner(const std::string& spec, const PathEffect& path) {
  for (Root& root : roots_.all()) {
    bool same = root.path == path.path;
    bool around = within(root.path, path.path) && !same;
    if (path.extent == Extent::kTree && (same || around)) {
      root.owner = is_root(spec) ? "" : spec;
      std::erase_if(root.itself, [](const std::string& each) { return each.starts_with("chown "); });
    } else if (same && root.file) {
      root.owner = spec;
    } else if (same) {
      root.itself.push_back("chown " + spec + ' ' + root.path);
    } else if (within(path.path, root.path)) {
      nested_owner(root, spec);
    }
  }
}

}  // namespace dockhone::transforms::split_stages
