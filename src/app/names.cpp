// Names that come from a person: passes, options, values, risks.
#include <algorithm>

#include "options.h"

namespace dockhone::app {

namespace {

tl::unexpected<Error> usage(std::string message, std::string help) {
  return tl::unexpected<Error>({ErrorKind::kUsage, std::move(message), std::move(help), {}});
}

std::string hint(std::string_view word, std::span<const std::string_view> names, std::string_view otherwise) {
  std::string near = did_you_mean(word, names);
  if (!near.empty()) return near;
  return names.empty() ? std::string() : std::string(otherwise) + joined(names);
}

}  // namespace

tl::expected<rewrite::Risk, Error> risk_named(std::string_view text) {
  if (auto risk = rewrite::parse_risk(text)) return *risk;
  constexpr std::string_view kNames[] = {"safe", "review", "suggest"};
  return usage("unknown risk '" + std::string(text) + "'", hint(text, kNames, "one of "));
}

tl::expected<const rewrite::Pass*, Error> pass_named(std::string_view name, rewrite::Pipeline pipeline) {
  std::vector<std::string_view> names;
  for (const rewrite::Pass& pass : pipeline) {
    if (pass.name == name) return &pass;
    names.push_back(pass.name);
  }
  return usage("unknown pass '" + std::string(name) + "'",
               hint(name, names, "`dockhone passes` lists them: "));
}

tl::expected<bool, Error> check_option(const rewrite::Pass& pass, std::string_view option,
                                       std::string_view value) {
  std::vector<std::string_view> names;
  for (const rewrite::OptionSpec& spec : pass.options) {
    names.push_back(spec.name);
    if (spec.name != option) continue;
    bool known =
        spec.values.empty() || std::find(spec.values.begin(), spec.values.end(), value) != spec.values.end();
    if (known) return true;
    return usage(
        "'" + std::string(value) + "' is no value of " + std::string(pass.name) + "." + std::string(option),
        hint(value, spec.values, "one of "));
  }
  std::string message = "pass " + std::string(pass.name) + " has no option '" + std::string(option) + "'";
  return usage(std::move(message), names.empty() ? "it has no options" : hint(option, names, "it has "));
}

}  // namespace dockhone::app
