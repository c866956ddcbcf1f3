// What the runtime stage gets from the builder: every file that a step of the file put into the image and
// that is not proven to be of no use to the process. A writer that is not known makes the split illegal:
// something that it wrote would be missing.
#pragma once

#include <string>
#include <vector>

#include "transforms/split_stages/entry.h"
#include "transforms/split_stages/packages.h"
#include "transforms/split_stages/roots.h"

namespace dockhone::transforms::split_stages {

struct Carried {
  std::vector<Root> roots;               // certain to exist when the builder is done; none below another
  std::vector<std::size_t> copies;       // COPY and ADD that the runtime stage repeats
  std::vector<std::size_t> runs;         // RUN that it repeats
  std::vector<std::string> left_behind;  // told to the reader
  std::string
      not_shipped;  // what a layer of the original holds for nothing, besides packages; "" nothing known
};

struct CarryQuestion {
  const model::BuildModel& model;
  const model::Stage& stage;
  Surroundings& surroundings;
  const Bases& bases;
  const Outputs& outputs;
  const Entry& entry;
  const Packages& packages;
  const Stack& stack;
  const model::Context* context;
};

tl::expected<Carried, Decline> carried(const CarryQuestion& question);

}  // namespace dockhone::transforms::split_stages
