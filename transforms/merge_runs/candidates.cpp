#include "candidates.h"

#include <algorithm>

namespace dockhone::transforms {

namespace {

using syntax::Flag;
using syntax::Instruction;
using syntax::Keyword;

// Sets configuration of the image and changes neither files nor what a RUN sees.
bool only_metadata(Keyword keyword) {
  using enum Keyword;
  return keyword == kLabel || keyword == kExpose || keyword == kCmd || keyword == kEntrypoint ||
         keyword == kHealthcheck || keyword == kStopsignal || keyword == kMaintainer;
}

bool same_flags(const Instruction& left, const Instruction& right) {
  return std::equal(left.flags.begin(), left.flags.end(), right.flags.begin(), right.flags.end(),
                    [](const Flag& a, const Flag& b) { return a.name == b.name && a.value == b.value; });
}

// A file system that is new and empty for each RUN: what one leaves in it, the next must not see.
bool mount_is_fresh(const Flag& flag) {
  if (flag.name != "mount") return false;
  std::string options = ",";
  for (char c : flag.value) options += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  options += ',';
  auto has = [&](std::string_view option) { return options.find(option) != std::string::npos; };
  if (has(",type=cache,") || has(",type=secret,") || has(",type=ssh,")) return false;
  bool bind = has(",type=bind,") || !has(",type=");
  return !bind || has(",rw") || has(",readwrite") || has(",readonly=") || has(",ro=");
}

std::optional<Reason> not_a_script(const model::BuildModel& model, std::size_t index) {
  const Instruction& run = model.document().instructions()[index];
  if (run.json) return Reason{"exec-form", "it is in exec form and runs without a shell"};
  if (!run.heredocs.empty()) return Reason{"here-document", "it has a here-document"};
  if (run.rest.empty()) return Reason{"empty", "it runs nothing"};
  if (model.before(index).shell.dialects.empty()) {
    return Reason{"unknown-shell", "its shell is not known to be a POSIX shell"};
  }
  return std::nullopt;
}

}  // namespace

std::vector<Neighbours> neighbours(const syntax::Document& document, const model::Stage& stage) {
  std::vector<Neighbours> groups;
  Neighbours group;
  for (std::size_t i = stage.from + 1; i <= stage.end; ++i) {
    bool is_run = i < stage.end && document.instructions()[i].keyword == Keyword::kRun;
    if (is_run) group.push_back(i);
    if (is_run || (i < stage.end && only_metadata(document.instructions()[i].keyword))) continue;
    if (group.size() > 1) groups.push_back(std::move(group));
    group.clear();
  }
  return groups;
}

std::optional<Reason> outer_obstacle(const model::BuildModel& model, std::size_t before, std::size_t next) {
  if (auto reason = not_a_script(model, before)) return reason;
  if (auto reason = not_a_script(model, next)) return reason;
  const Instruction& left = model.document().instructions()[before];
  const Instruction& right = model.document().instructions()[next];
  if (!same_flags(left, right))
    return Reason{"different-flags", "it and the RUN before it have different flags"};
  if (std::any_of(left.flags.begin(), left.flags.end(), mount_is_fresh)) {
    return Reason{"fresh-mount", "it has a mount that is new for every RUN"};
  }
  return std::nullopt;
}

}  // namespace dockhone::transforms
