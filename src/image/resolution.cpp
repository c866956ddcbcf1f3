#include "dockhone/image/resolution.h"

#include <algorithm>

namespace dockhone::image {

bool is_plain(const ImageConfig& config) {
  const auto good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_.:/@+-").find(c) != std::string_view::npos;
  };
  const auto all = [&](const std::string& text) { return std::all_of(text.begin(), text.end(), good); };
  return !config.triggers && all(config.user) && all(config.workdir) &&
         (config.workdir.empty() || config.workdir.front() == '/');
}

std::string canonical_name(const ImageRef& ref) {
  const bool hub = ref.registry.empty() || ref.registry == "docker.io" || ref.registry == "index.docker.io";
  if (!hub) return ref.registry + '/' + ref.repository;
  const bool official = ref.repository.find('/') == std::string::npos;
  return (official ? "docker.io/library/" : "docker.io/") + ref.repository;
}

std::string canonical(const ImageRef& ref) {
  return canonical_name(ref) + ':' + (ref.tag.empty() ? "latest" : ref.tag);
}

const Resolution* find_resolution(const Resolutions& all, const ImageRef& ref) {
  if (all.empty()) return nullptr;
  const auto found = ref.digest.empty() ? all.find(canonical(ref)) : all.end();
  if (found != all.end()) return &found->second;
  const std::string name = canonical_name(ref) + ':';
  for (auto at = all.lower_bound(name); at != all.end() && at->first.starts_with(name); ++at) {
    const auto& one = at->second;
    const bool same = ref.digest.empty() ? !ref.tag.empty() && one.tag == ref.tag : one.digest == ref.digest;
    if (same) return &one;
  }
  return nullptr;
}

}  // namespace dockhone::image
