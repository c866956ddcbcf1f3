// Where a program or script of the image comes from, and its text, as far as the Dockerfile and the build
// context tell.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "chain.h"
#include "dockhone/model/context.h"

namespace dockhone::transforms::nonroot {

struct Origin {
  enum class Kind {
    kBase,     // nothing in the file brings it: a package, or the base image
    kText,     // its text is at hand
    kContext,  // from the build context, which is not at hand
    kBinary,   // from the build context, and no text
    kBuilt,    // made by a RUN, or copied from another stage or image
  };
  Kind kind = Kind::kBase;
  std::string text = {};
  bool by_name = false;     // kContext: a COPY names the very file
  std::string source = {};  // of by_name: as the COPY names it
};

// `path`: absolute, or a bare name, which is looked for in the directories of the usual PATH.
Origin origin_of(const model::BuildModel& model, const Chain& chain, const model::Context* context,
                 std::string_view path);

}  // namespace dockhone::transforms::nonroot
