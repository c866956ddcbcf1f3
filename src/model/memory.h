// What models of documents that came from one another share.
#pragma once

#include "scripts.h"
#include "state.h"

namespace dockhone::model {

struct Memory {
  Scripts scripts;
  States states;
};

}  // namespace dockhone::model
