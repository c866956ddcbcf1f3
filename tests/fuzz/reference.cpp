#include "dockhone/image/reference.h"

#include "dockhone/image/catalog.h"
#include "targets.h"

namespace dockhone::fuzz {

void reference(std::string_view input) {
  auto ref = image::parse_reference(input);
  if (!ref) return;
  std::string name = (ref->registry.empty() ? "" : ref->registry + "/") + ref->repository;
  std::string printed =
      name + (ref->tag.empty() ? "" : ":" + ref->tag) + (ref->digest.empty() ? "" : "@" + ref->digest);
  require("printing", printed == input ? "" : printed + " instead of " + std::string(input));
  bool spans = ref->name_span.end <= input.size() && ref->tag_span.end <= input.size() &&
               ref->name_span.in(input) == name && ref->tag_span.in(input) == ref->tag;
  require("spans", spans ? "" : std::string(input));
  require("a repository", !ref->repository.empty() ? "" : "none in " + std::string(input));
  std::string_view official = ref->official();
  require("official name",
          official.empty() || name.ends_with(official) ? "" : std::string(official) + " for " + name);
  if (auto known = image::find_image(official)) (void)image::find_tag(*known, ref->tag);
  (void)image::system_shell(*ref);
}

}  // namespace dockhone::fuzz
