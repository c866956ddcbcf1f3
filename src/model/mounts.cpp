#include "dockhone/model/mounts.h"

#include "dockhone/base/path.h"
#include "dockhone/syntax/expand.h"

namespace dockhone::model {

namespace {

std::string_view mount_option(std::string_view options, std::string_view key) {
  while (!options.empty()) {
    auto comma = options.find(',');
    std::string_view option = options.substr(0, comma);
    if (option.starts_with(key) && option.substr(key.size()).starts_with('='))
      return option.substr(key.size() + 1);
    if (comma == std::string_view::npos) break;
    options.remove_prefix(comma + 1);
  }
  return {};
}

}  // namespace

std::string_view mount_from(std::string_view options) { return mount_option(options, "from"); }

std::string_view mount_target(std::string_view options) {
  for (std::string_view key : {"target", "dst", "destination"}) {
    if (std::string_view target = mount_option(options, key); !target.empty()) return target;
  }
  return {};
}

void take_mounts_out(const syntax::Document& document, const syntax::Instruction& run, const State& state,
                     Effects& effects) {
  for (const syntax::Flag& flag : run.flags) {
    std::string_view target = flag.name == "mount" ? mount_target(flag.value) : std::string_view();
    if (target.empty()) continue;
    auto expanded = syntax::expand_word(target, document.escape(),
                                        [&](std::string_view name) { return state.lookup(name); });
    if (!expanded || !expanded->known) continue;
    std::string directory = joined_path(state.workdir.value_or("."), expanded->value);
    if (!directory.starts_with('/')) continue;
    for (PathEffect& path : effects.paths) {
      bool plain = path.extent == Extent::kExact || path.extent == Extent::kTree;
      if (plain && is_within(path.path, directory)) path.place = Place::kOther;
    }
  }
}

}  // namespace dockhone::model
