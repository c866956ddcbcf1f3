#include "dockhone/image/resolution.h"

namespace dockhone::image {

std::string canonical_name(const ImageRef& ref) {
  const bool hub = ref.registry.empty() || ref.registry == "docker.io" || ref.registry == "index.docker.io";
  if (!hub) return ref.registry + '/' + ref.repository;
  const bool official = ref.repository.find('/') == std::string::npos;
  return (official ? "docker.io/library/" : "docker.io/") + ref.repository;
}

std::string canonical(const ImageRef& ref) {
  return canonical_name(ref) + ':' + (ref.tag.empty() ? "latest" : ref.tag);
}

}  // namespace dockhone::image
