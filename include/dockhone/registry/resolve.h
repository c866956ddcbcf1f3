// What a tag stands for: the digest of its index, and the most exact version tag with that very digest.
#pragma once

#include <string>

#include "dockhone/registry/client.h"

namespace dockhone::registry {

struct Wanted {
  bool tag = true;      // the version tag; else the digest alone
  bool config = false;  // what the image sets
};

// Errors are kTemporary only: what a registry says no to is the Resolution's `failure`. Tags are never
// guessed: each one that is taken had its digest asked for. Bounded: at most 64 tags are asked about.
Result<image::Resolution> resolve(Client& client, const std::string& repository, const std::string& tag,
                                  const Wanted& wanted);

}  // namespace dockhone::registry
