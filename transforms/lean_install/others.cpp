// Options with which other package managers leave out what an image does not need: caches, documentation, weak
// dependences, development dependences.
#include <algorithm>
#include <charconv>

#include "rules.h"
#include "transforms/commands/removals.h"

namespace dockhone::transforms::lean_install {

namespace {

using image::Distribution;
using image::SystemRelease;
using model::VerbKind;

const Decline kBroken{"broken-word", "a continuation stands inside a word of it"};

Decline unsure(const model::Invocation& call, const model::Arg& arg) {
  return {"unsure-options", "its word " + std::string(arg.span.in(call.script())) + " is not understood"};
}

int number(std::string_view text) {
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// Major and minor of "3.18".
std::pair<int, int> version(std::string_view text) {
  std::size_t dot = text.find('.');
  return {number(text.substr(0, dot)), dot == std::string_view::npos ? 0 : number(text.substr(dot + 1))};
}

bool names_apk_cache(std::string_view text) { return text.find("/var/cache/apk") != std::string_view::npos; }

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

const Decline kCacheUsed{"cache-used", "something else in the Dockerfile takes it that the cache is there, and may fail without it"};

bool set_in_environment(const Site& site, std::string_view name) {
  auto value = site.model.before(site.instruction).lookup(name);
  return value.state != syntax::Lookup::State::kUnset;
}

// Does an earlier call of the stage bring a new version of `package` by that manager?
bool upgraded_before(const Site& site, std::string_view package) {
  const model::Stage& stage = site.model.stages()[site.model.stage_of(site.instruction)];
  for (std::size_t i = stage.from + 1; i <= site.instruction; ++i) {
    if (site.model.document().instructions()[i].keyword != syntax::Keyword::kRun) continue;
    const model::RunScript& script = site.model.run_script(i);
    bool here = i == site.instruction;
    std::string_view before = here ? script.text.substr(0, site.call.invocation.command().span.begin) : script.text;
    if (before.find("get-pip.py") != std::string_view::npos) return true;
    for (const model::Call& call : script.calls) {
      if (&call == &site.call) return false;
      if (call.nested || call.guarded || call.invocation.manager() != "pip" || call.invocation.kind() != VerbKind::kInstall) continue;
      for (const model::Arg* arg : call.invocation.operands()) {
        if (arg->known && arg->text.substr(0, arg->text.find_first_of("=<>~!")) == package) return true;
      }
    }
  }
  return false;
}

// pip has the option since 6.0 (December 2014); the releases of that time came with 1.x.
std::optional<bool> pip_has_no_cache_dir(const Site& site) {
  const model::BaseRef& base = site.base();
  if (base.kind == model::BaseRef::Kind::kImage && (base.image->official() == "python" || base.image->official() == "pypy")) return true;
  SystemRelease release = site.release();
  if (release.distribution == Distribution::kDebian) return image::at_least(release, "stretch");
  if (release.distribution == Distribution::kUbuntu) return image::at_least(release, "xenial");
  if (release.distribution == Distribution::kUnknown) return std::nullopt;
  if (release.distribution == Distribution::kFedora) {
    return release.version.empty() ? std::optional(true) : std::optional(number(release.version) >= 23);
  }
  if (release.distribution == Distribution::kAlpine) {
    return release.version.empty() ? std::optional(true) : std::optional(version(release.version) >= std::pair(3, 3));
  }
  return true;
}

// Options of --no-document came with RubyGems 2.0.
std::optional<bool> gem_has_no_document(const SystemRelease& release) {
  switch (release.distribution) {
    case Distribution::kDebian:
      return image::at_least(release, "jessie");
    case Distribution::kUbuntu:
      return image::at_least(release, "xenial");
    case Distribution::kAlpine:
    case Distribution::kFedora:
      return true;
    case Distribution::kUnknown:
      return std::nullopt;
    default:
      return release.version.empty() || number(release.version) >= 7;
  }
}

}  // namespace

Verdict apk(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  if (call.program() != "apk" || call.kind() != VerbKind::kInstall || call.verb_arg() == nullptr) return std::nullopt;
  if (call.has("--no-cache") || call.has("--cache-dir") || call.has("--no-network") || call.operand_count() == 0) return std::nullopt;
  if (site.has_cache_mount({"/apk"})) return std::nullopt;
  if (const model::Arg* arg = call.unsure()) return unsure(call, *arg);
  if (site.model.document().text().find("/etc/apk/cache") != std::string_view::npos) {
    return Decline{"cache-set-up", "the Dockerfile sets up a cache of apk itself"};
  }
  if (site.uses_cache(names_apk_cache)) return kCacheUsed;
  SystemRelease release = site.release();
  if (!release.version.empty() && release.distribution == Distribution::kAlpine && version(release.version) < std::pair(3, 3)) {
    return Decline{"too-old", "apk has --no-cache since Alpine 3.3"};
  }
  Removals removals = removals_of(site.model, 0, "/var/cache/apk");
  if (removals.must_find) return Decline{"removed-later", "an rm without -f would find nothing to remove, and fail"};
  if (!fix.add_option(site, "--no-cache")) return kBroken;
  fix.differences.insert(fix.differences.end(), removals.differences.begin(), removals.differences.end());
  return std::nullopt;
}

Verdict pip(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  if (call.manager() != "pip" || call.kind() != VerbKind::kInstall || call.verb_arg() == nullptr || call.verb_arg()->text != "install") return std::nullopt;
  if (!call.program().starts_with("pip")) return std::nullopt;
  if (call.has("--no-cache-dir") || call.has("--cache-dir") || site.has_cache_mount({"pip", ".cache"})) return std::nullopt;
  if (call.args().size() == 1) return std::nullopt;  // nothing to install
  for (std::string_view name : {"PIP_NO_CACHE_DIR", "PIP_CACHE_DIR"}) {
    if (set_in_environment(site, name)) return std::nullopt;
  }
  for (const shell::Assignment& assignment : call.command().assignments) {
    if (assignment.name.in(call.script()).starts_with("PIP_")) return std::nullopt;
  }
  if (const model::Arg* arg = call.unsure(); arg != nullptr && !arg->splits) return unsure(call, *arg);
  std::optional<bool> has = upgraded_before(site, "pip") ? std::optional(true) : pip_has_no_cache_dir(site);
  if (!has) return Decline{"unknown-release", "which pip the base image has is not known, and old ones have no --no-cache-dir"};
  if (site.uses_cache(names_pip_cache)) return kCacheUsed;
  if (!*has) return Decline{"too-old", "the pip of the base image has no --no-cache-dir yet"};
  return fix.add_option(site, "--no-cache-dir") ? Verdict() : kBroken;
}

Verdict dnf(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  bool program = call.program() == "dnf" || call.program() == "microdnf";
  if (!program || call.kind() != VerbKind::kInstall || call.verb_arg() == nullptr || call.verb_arg()->text != "install") return std::nullopt;
  if (site.model.document().text().find("install_weak_deps") != std::string_view::npos) return std::nullopt;
  if (call.operand_count() == 0) return std::nullopt;
  if (const model::Arg* arg = call.unsure()) return unsure(call, *arg);
  for (const model::Arg* arg : call.operands()) {
    if (arg->text.starts_with('@')) return Decline{"needs-recommended", "a group is little without its weak dependences"};
  }
  if (!fix.add_option(site, "--setopt=install_weak_deps=0")) return kBroken;
  fix.evidence.push_back("packages that others only recommend are not installed");
  return std::nullopt;
}

Verdict gem(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  if (call.program() != "gem" || call.kind() != VerbKind::kInstall || call.verb_arg() == nullptr || call.operand_count() == 0) return std::nullopt;
  for (std::string_view option : {"--no-document", "--no-ri", "--no-rdoc", "--no-doc", "--document", "--ri", "--rdoc"}) {
    if (call.has(option)) return std::nullopt;
  }
  const model::BaseRef& base = site.base();
  // Official ones say so in their gemrc.
  if (base.kind == model::BaseRef::Kind::kImage && (base.image->official() == "ruby" || base.image->official() == "jruby")) return std::nullopt;
  if (site.model.document().text().find("gemrc") != std::string_view::npos) return std::nullopt;
  if (const model::Arg* arg = call.unsure()) return unsure(call, *arg);
  std::optional<bool> has = gem_has_no_document(site.release());
  if (!has) return Decline{"unknown-release", "which RubyGems the base image has is not known, and old ones have no --no-document"};
  if (!*has) return Decline{"too-old", "the RubyGems of the base image has no --no-document yet"};
  return fix.add_option(site, "--no-document") ? Verdict() : kBroken;
}

}  // namespace dockhone::transforms::lean_install
