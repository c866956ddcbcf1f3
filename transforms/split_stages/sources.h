// Which files of the source a finished program does not read.
#pragma once

#include <string_view>

#include "transforms/split_stages/carry.h"

namespace dockhone::transforms::split_stages {

class Sources {
 public:
  explicit Sources(const CarryQuestion& question) : q_(question) {}

  // Every file that a COPY or ADD brings is source. By the names of its operands, or of the context's files.
  bool only_sources(std::size_t copy) const;

 private:
  bool is_source(std::string_view path) const;

  const CarryQuestion& q_;
};

}  // namespace dockhone::transforms::split_stages
