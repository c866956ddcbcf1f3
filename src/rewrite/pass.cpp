#include "dockhone/rewrite/pass.h"

namespace dockhone::rewrite {

bool Proposal::allowed(std::size_t instruction) const {
  return instruction >= off_.size() || !off_[instruction];
}

void Proposal::decline(Span place, std::string_view reason, std::string why) {
  for (const Decline& known : declines_) {
    if (known.place == place && known.reason == reason) return;
  }
  declines_.push_back({place, reason, std::move(why)});
}

std::string_view option(const Facts& facts, const Pass& pass, std::string_view name) {
  if (!facts.options.empty()) {
    std::string key = std::string(pass.name) + '.' + std::string(name);
    if (auto found = facts.options.find(key); found != facts.options.end()) return found->second;
  }
  for (const OptionSpec& spec : pass.options) {
    if (spec.name == name) return spec.values.front();
  }
  return {};
}

}  // namespace dockhone::rewrite
