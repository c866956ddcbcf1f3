// The text of a split.
#pragma once

#include <vector>

#include "dockhone/rewrite/edit.h"
#include "transforms/split_stages/carry.h"

namespace dockhone::transforms::split_stages {

struct Text {
  std::vector<rewrite::Edit> edits;
  std::string builder;        // name of the builder's stage
  std::string set_again;      // of the environment of the replaced base, for Difference::Kind::kSplit
  std::string not_set_again;  // of the same: it names directories of the builder only
  std::size_t added = 0;      // instructions
};

tl::expected<Text, Decline> write(const CarryQuestion& question, const Carried& carried);

}  // namespace dockhone::transforms::split_stages
