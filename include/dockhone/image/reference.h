// Image references: registry, repository, tag, digest.
// Grammar: https://github.com/distribution/reference (normalised names as the docker CLI reads them).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dockhone/base/span.h"

namespace dockhone::image {

struct ImageRef {
  std::string registry;    // as written; empty when the reference names none
  std::string repository;  // as written, e.g. "python", "library/python", "a/b"
  std::string tag;         // empty when absent
  std::string digest;      // "sha256:..." or empty
  Span name_span;          // registry and repository, in the text that was parsed
  Span tag_span;           // the tag without ':'; empty when absent

  // The official image's short name ("python") for python, library/python, docker.io/python,
  // docker.io/library/python, index.docker.io/library/python; empty for every other image.
  std::string_view official() const;
};

// nullopt when the text is no valid reference (templates, upper case in the repository ...).
std::optional<ImageRef> parse_reference(std::string_view text);

}  // namespace dockhone::image
