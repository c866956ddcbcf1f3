// apt-get installs what packages recommend, which in an image mostly nobody uses. What people do use without
// naming it (curl: the certificates) is then named.
#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/model/packages.h"
#include "rules.h"

namespace dockhone::transforms::lean_install {

namespace {

using model::Arg;

// Without version, architecture and release.
std::string_view bare(std::string_view package) { return package.substr(0, package.find_first_of("=:/")); }

struct Needs {
  std::vector<const model::AptNeed*> list;
  std::vector<std::string> evidence;
};

// What calls before it have certainly installed, by name.
std::vector<std::string_view> installed_before(const Site& site) {
  std::vector<std::string_view> found;
  any_call_before(site, [&](const model::Invocation& call) {
    if (!call.is("apt", model::VerbKind::kInstall)) return false;
    for (const Arg* arg : call.operands()) {
      if (arg->known) found.push_back(bare(arg->text));
    }
    return false;  // all of them
  });
  return found;
}

bool holds(std::span<const std::string_view> list, std::string_view package) {
  return std::find(list.begin(), list.end(), package) != list.end();
}

Verdict find_needs(const Site& site, std::span<const std::string_view> packages, Needs& needs) {
  std::vector<std::string_view> before = installed_before(site);
  before.insert(before.end(), packages.begin(), packages.end());
  before.insert(before.end(), site.named.begin(), site.named.end());
  std::optional<image::SystemRelease> release;
  auto is_named = [&](std::string_view package) {
    return std::any_of(needs.list.begin(), needs.list.end(),
                       [&](const model::AptNeed* each) { return each->package == package; });
  };
  // Not known of one package; another one, in whatever order, may need the same for sure.
  std::vector<std::pair<std::string_view, Decline>> unsure;
  for (std::string_view package : packages) {
    const model::AptPackage* known = model::find_apt_package(package);
    if (known == nullptr) continue;
    if (!known->keep.empty())
      return Decline{"needs-recommended", std::string(package) + ": " + std::string(known->keep)};
    for (const model::AptNeed& need : known->needs) {
      if (model::is_moot(need, before) || !model::is_used(need, site.model.document().text())) continue;
      if (holds(packages, std::string(need.package) + '-')) continue;  // `need-` takes it out
      if (is_named(need.package)) continue;
      if (!release) release = site.release();
      std::optional<bool> there = model::exists_in(need, *release);
      if (!there) {
        unsure.push_back({need.package,
                          {"unknown-release",
                           std::string(package) + " relies on " + std::string(need.package) +
                               " in some releases only, and the release of the base image is not known"}});
        continue;
      }
      if (!*there) continue;
      needs.list.push_back(&need);
      needs.evidence.push_back(std::string(package) + " needs " + std::string(need.package) + " for " +
                               std::string(need.purpose));
    }
  }
  for (auto& [package, decline] : unsure) {
    if (!is_named(package)) return std::move(decline);
  }
  return std::nullopt;
}

bool decided_elsewhere(const Site& site) {
  const model::Invocation& call = site.call.invocation;
  if (call.has("--no-install-recommends") || call.has("--install-recommends")) return true;
  return contains(site.model.document().text(), "Install-Recommends");
}

}  // namespace

Verdict apt(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  bool program = call.program() == "apt-get" || call.program() == "apt";
  if (!program || call.verb_arg() == nullptr || call.verb_arg()->text != "install" || decided_elsewhere(site))
    return std::nullopt;
  auto operands = call.operands();
  if (operands.empty()) return std::nullopt;
  std::vector<std::string_view> packages;
  for (const Arg* arg : operands) {
    if (!arg->known && bare(arg->text).size() == arg->text.size() && (arg->splits || arg->text.empty())) {
      return Decline{"variable", "the packages come from a variable"};
    }
    packages.push_back(bare(arg->text));
  }
  if (const Arg* arg = call.unsure()) return unsure(call, *arg);
  Needs needs;
  if (auto declined = find_needs(site, packages, needs)) return declined;
  if (!fix.add_option(site, "--no-install-recommends")) return broken_word();
  std::string added;
  for (const model::AptNeed* need : needs.list) {
    Span last = call.command().words[operands.back()->word].span;
    auto edit = site.words.append(last, need->package);
    if (!edit) return broken_word();
    if (added.empty()) {
      fix.edits.push_back(std::move(*edit));
    } else {
      fix.edits.back().text += edit->text;
    }
    added = need->package;
    fix.differences.push_back({rewrite::Difference::Kind::kWords, std::string(call.program()), "", added});
    fix.named.push_back(need->package);
  }
  for (std::string& fact : needs.evidence) fix.evidence.push_back(std::move(fact));
  fix.evidence.push_back("recommended packages that nothing in the Dockerfile names are not installed");
  return std::nullopt;
}

}  // namespace dockhone::transforms::lean_install
