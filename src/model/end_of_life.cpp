#include "dockhone/image/lifecycle.h"
#include "dockhone/model/checks.h"

namespace dockhone::model {

namespace {

constexpr std::string_view kHelp =
    "nothing is changed for you: another release has other packages; choose one that is supported, and test";

std::string message(const image::Ended& ended) {
  std::string out = std::string(ended.product) + ' ' + std::string(ended.cycle->name) +
                    " has been without support since " + std::string(ended.cycle->ends);
  if (!ended.cycle->extended.empty()) out += " (extended: until " + std::string(ended.cycle->extended) + ")";
  if (ended.successor != nullptr)
    out += "; the nearest release with support is " + std::string(ended.successor->name);
  return out;
}

}  // namespace

std::vector<Finding> end_of_life(const BuildModel& model, std::string_view day) {
  std::vector<Finding> out;
  for (const Stage& stage : model.stages()) {
    if (!stage.base.image) continue;
    const Span place = model.document().instructions()[stage.from].span;
    const LineMap& lines = model.document().lines();
    for (const image::Ended& each : image::ended(*stage.base.image, day)) {
      out.push_back({"EndOfLifeBase", std::string(each.product) + ' ' + std::string(each.cycle->name),
                     lines.position(place.begin).line, lines.position(place.end - 1).line, message(each),
                     kHelp});
    }
  }
  return out;
}

}  // namespace dockhone::model
