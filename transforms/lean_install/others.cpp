// Options with which other package managers leave out what an image does not need: caches, documentation,
// weak dependences, development dependences.
#include <algorithm>
#include <charconv>

#include "rules.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::lean_install {

namespace {

using image::Distribution;
using image::SystemRelease;
using model::VerbKind;

bool names_apk_cache(std::string_view text) { return text.find("/var/cache/apk") != std::string_view::npos; }

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

// The index was fetched, then a repository added: the install saw the first ones only, --no-cache would see
// all.
bool adds_repository_behind_update(const Site& site) {
  Span command = site.call.invocation.command().span;
  std::uint32_t script = site.run().rest.begin;
  std::uint32_t end = site.run().logical.source({script + command.begin, script + command.end}).begin;
  std::string_view before = site.model.document().text().substr(0, end);
  std::size_t added = before.rfind("/etc/apk/repositories");
  std::size_t update = before.rfind("apk update");
  return added != std::string_view::npos && update != std::string_view::npos && update < added;
}

// Of images named after Alpine, a tag like 3.2 may well be its version.
std::string_view alpine_tag(const model::BaseRef& base) {
  bool named =
      base.kind == model::BaseRef::Kind::kImage && base.image->repository.find("alpine") != std::string::npos;
  return named && base.image->tag.find('.') == 1 ? std::string_view(base.image->tag) : std::string_view();
}

}  // namespace

Verdict apk(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  if (call.program() != "apk" || call.kind() != VerbKind::kInstall || call.verb_arg() == nullptr)
    return std::nullopt;
  if (call.has("--no-cache") || call.has("--cache-dir") || call.has("--no-network") ||
      call.operand_count() == 0)
    return std::nullopt;
  if (site.has_cache_mount({"/apk"})) return std::nullopt;
  if (const model::Arg* arg = call.unsure(); arg != nullptr && !arg->splits) return unsure(call, *arg);
  if (site.model.document().text().find("/etc/apk/cache") != std::string_view::npos) {
    return Decline{"cache-set-up", "the Dockerfile sets up a cache of apk itself"};
  }
  if (site.uses_cache(names_apk_cache)) return cache_used();
  if (adds_repository_behind_update(site)) {
    return Decline{"index-of-its-own", "the index was fetched before a repository was added"};
  }
  SystemRelease release = site.release();
  bool known = release.distribution == Distribution::kAlpine && !release.version.empty();
  std::string_view alpine = known ? std::string_view(release.version) : alpine_tag(site.base());
  if (number(alpine) >= 0 && version(alpine) < std::pair(3, 3)) {
    return Decline{"too-old", "apk has --no-cache since Alpine 3.3"};
  }
  return fix.add_option(site, "--no-cache") ? Verdict() : broken_word();
}

// What people use it for comes with weak dependences.
bool leans_on_weak_dependences(std::string_view package) {
  return std::any_of(lists::kRpmLeanOnWeak.begin(), lists::kRpmLeanOnWeak.end(), [&](std::string_view name) {
    std::string_view rest = package.starts_with(name) ? package.substr(name.size()) : std::string_view("x");
    return rest.empty() || rest.find_first_of("-.0123456789=:*") == 0;
  });
}

Verdict dnf(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  bool program = call.program() == "dnf" || call.program() == "microdnf";
  if (!program || call.kind() != VerbKind::kInstall || call.verb_arg() == nullptr ||
      call.verb_arg()->text != "install")
    return std::nullopt;
  if (site.model.document().text().find("install_weak_deps") != std::string_view::npos) return std::nullopt;
  if (call.operand_count() == 0) return std::nullopt;
  for (const model::Arg* arg : call.operands()) {
    if (arg->text.starts_with('@'))
      return Decline{"needs-recommended", "a group is little without its weak dependences"};
    if (leans_on_weak_dependences(arg->text)) {
      return Decline{"needs-recommended",
                     std::string(arg->text) + ": what people use it for comes with weak dependences"};
    }
    if (!arg->known && (arg->splits || arg->text.empty()))
      return Decline{"variable", "the packages come from a variable"};
  }
  if (const model::Arg* arg = call.unsure()) return unsure(call, *arg);
  if (call.program() == "microdnf") {
    SystemRelease release = site.release();
    bool fedora = release.distribution == Distribution::kFedora;
    if (!fedora && number(release.version) < 0)
      return Decline{"unknown-release", "which microdnf the base image has is not known"};
    if (!fedora && number(release.version) < 8)
      return Decline{"too-old", "the microdnf of the base image does not know the setting"};
  }
  if (!fix.add_option(site, "--setopt=install_weak_deps=0")) return broken_word();
  fix.evidence.push_back("packages that others only recommend are not installed");
  return std::nullopt;
}

Verdict gem(const Site& site, Fix& fix) {
  const model::Invocation& call = site.call.invocation;
  if (call.program() != "gem" || call.kind() != VerbKind::kInstall || call.verb_arg() == nullptr ||
      call.operand_count() == 0)
    return std::nullopt;
  for (std::string_view option : lists::kGemDocumentOptions) {
    if (call.has(option)) return std::nullopt;
  }
  const model::BaseRef& base = site.base();
  // Official ones say so in their gemrc.
  if (base.kind == model::BaseRef::Kind::kImage &&
      (base.image->official() == "ruby" || base.image->official() == "jruby"))
    return std::nullopt;
  if (site.model.document().text().find("gemrc") != std::string_view::npos) return std::nullopt;
  if (const model::Arg* arg = call.unsure()) return unsure(call, *arg);
  std::optional<bool> has = gem_has_no_document(site.release());
  if (!has)
    return Decline{"unknown-release",
                   "which RubyGems the base image has is not known, and old ones have no --no-document"};
  if (!*has) return Decline{"too-old", "the RubyGems of the base image has no --no-document yet"};
  return fix.add_option(site, "--no-document") ? Verdict() : broken_word();
}

}  // namespace dockhone::transforms::lean_install
