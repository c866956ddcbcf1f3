// pip keeps what it downloads and builds, which no later build reads from an image.
#include <algorithm>

#include "rules.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::lean_install {

namespace {

using image::Distribution;
using image::SystemRelease;
using model::VerbKind;

// ~/.cache, or pip's part of it.
bool names_pip_cache(std::string_view text) {
  constexpr std::string_view kName = ".cache";
  for (std::size_t at = text.find(kName); at != std::string_view::npos; at = text.find(kName, at + 1)) {
    if (at == 0 || text[at - 1] != '/') continue;
    std::string_view rest = text.substr(at + kName.size());
    if (rest.starts_with('/')) rest.remove_prefix(1);
    if (rest.empty() || rest.starts_with("pip") || rest.find_first_of("*{ \t\r\n\"';&|)") == 0) return true;
  }
  return false;
}

bool set_in_environment(const Site& site, std::string_view name) {
  auto value = site.model.before(site.instruction).lookup(name);
  return value.state != syntax::Lookup::State::kUnset;
}

// Does a call show that the pip behind it has the option? It brings a new one, or uses the option itself, or
// its package manager is younger.
bool shows_new_pip(const model::Invocation& invocation) {
  bool young = invocation.program() == "apk" || invocation.program() == "dnf";
  if (young && invocation.kind() != VerbKind::kClean) return true;
  for (const shell::Word& word : invocation.command().words) {
    if (word.span.in(invocation.script()).find("get-pip.py") != std::string_view::npos) return true;
  }
  if (!invocation.is("pip", VerbKind::kInstall)) return false;
  if (invocation.has("--no-cache-dir")) return true;
  for (const model::Arg* arg : invocation.operands()) {
    if (arg->known && arg->text.substr(0, arg->text.find_first_of("=<>~!")) == "pip") return true;
  }
  return false;
}

// Images of others that are younger than pip 6.0, or have always had a pip of their own.
bool has_own_pip(const image::ImageRef& image) {
  return std::any_of(lists::kImagesWithNewPip.begin(), lists::kImagesWithNewPip.end(),
                     [&](std::string_view path) { return image.repository.starts_with(path); });
}

// pip has the option since 6.0 (December 2014); the releases of that time came with 1.x.
std::optional<bool> pip_has_no_cache_dir(const Site& site) {
  const model::BaseRef& base = site.base();
  if (base.kind == model::BaseRef::Kind::kImage &&
      (base.image->official() == "python" || base.image->official() == "pypy"))
    return true;
  if (base.kind == model::BaseRef::Kind::kImage && has_own_pip(*base.image)) return true;
  SystemRelease release = site.release();
  if (release.distribution == Distribution::kDebian) return image::at_least(release, "stretch");
  if (release.distribution == Distribution::kUbuntu) return image::at_least(release, "xenial");
  if (release.distribution == Distribution::kUnknown) return std::nullopt;
  if (release.distribution == Distribution::kFedora) {
    return release.version.empty() ? std::optional(true) : std::optional(number(release.version) >= 23);
  }
  if (release.distribution == Distribution::kAlpine) {
    return release.version.empty() ? std::optional(true)
                                   : std::optional(version(release.version) >= std::pair(3, 3));
  }
  return true;
}

}  // namespace

Verdict pip(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  if (call.manager() != "pip" || call.kind() != VerbKind::kInstall || call.verb_arg() == nullptr ||
      call.verb_arg()->text != "install")
    return std::nullopt;
  if (!call.program().starts_with("pip")) return std::nullopt;
  if (call.has("--no-cache-dir") || call.has("--cache-dir") || site.has_cache_mount({"pip", ".cache"}))
    return std::nullopt;
  if (call.args().size() == 1) return std::nullopt;  // nothing to install
  for (std::string_view name : {"PIP_NO_CACHE_DIR", "PIP_CACHE_DIR"}) {
    if (set_in_environment(site, name)) return std::nullopt;
  }
  for (const shell::Assignment& assignment : call.command().assignments) {
    if (assignment.name.in(call.script()).starts_with("PIP_")) return std::nullopt;
  }
  if (const model::Arg* arg = call.unsure(); arg != nullptr && !arg->splits) return unsure(call, *arg);
  std::optional<bool> has =
      any_call_before(site, shows_new_pip) ? std::optional(true) : pip_has_no_cache_dir(site);
  if (!has)
    return Decline{"unknown-release",
                   "which pip the base image has is not known, and old ones have no --no-cache-dir"};
  if (site.uses_cache(names_pip_cache)) return cache_used();
  if (!*has)
    return Decline{"too-old", "the pip of the base image, where it is that one, has no --no-cache-dir yet"};
  return fix.add_option(site, "--no-cache-dir") ? Verdict() : broken_word();
}

}  // namespace dockhone::transforms::lean_install
