// What models of documents that came from one another share.
#pragma once

#include <optional>

#include "by_identity.h"
#include "dockhone/base/indexed_text.h"
#include "scripts.h"
#include "state.h"

namespace dockhone::model {

struct Memory {
  Scripts scripts;
  States states;
  ByIdentity<std::optional<BytePairs>> pairs;  // of rest_text()
};

}  // namespace dockhone::model
