// The text of a split.
#pragma once

#include <vector>

#include "dockhone/rewrite/edit.h"
#include "transforms/split_stages/carry.h"

namespace dockhone::transforms::split_stages {

struct Text {
  std::vector<rewrite::Edit> edits;
  std::string builder;  // name of the builder's stage
};

tl::expected<Text, Decline> write(const CarryQuestion& question, const Carried& carried);

}  // namespace dockhone::transforms::split_stages
