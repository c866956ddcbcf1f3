#include "transforms/split_stages/base.h"

#include <algorithm>

#include "dockhone/image/catalog.h"

namespace dockhone::transforms::split_stages {

using image::Distribution;
using image::ImageRef;
using image::SystemRelease;

namespace {

const BuilderImage* find_builder(const ImageRef& ref) {
  std::string_view name = ref.official();
  for (const Stack& stack : stacks()) {
    for (const BuilderImage& each : stack.images) {
      if (!name.empty() && each.image == name) return &each;
    }
  }
  return nullptr;
}

// 1.12 of 1.12-alpine3.9; nothing of 1.9rc1, latest, stretch.
std::string_view version_of(std::string_view tag) {
  std::string_view version = tag.substr(0, tag.find('-'));
  bool plain = !version.empty() && version.find_first_not_of("0123456789.") == std::string_view::npos;
  return plain ? version : std::string_view();
}

std::string_view built_on(std::span<const Built> runs, std::string_view version) {
  std::string_view found;
  for (const Built& run : runs) {
    if (before(version, run.version)) break;
    found = run.release;
  }
  return found;
}

SystemRelease of_history(const BuilderImage& builder, std::string_view tag, std::string_view version) {
  std::string_view rest = tag.substr(version.size());
  SystemRelease release;
  // A version of tomorrow.
  auto known = image::find_image(builder.image);
  if (known && before(version_of(known->latest), version)) return release;
  if (rest.empty()) {
    auto codename = built_on(builder.on_debian, version);
    if (auto found = image::find_release(codename)) release = *found;
  } else if (rest == "-alpine") {
    release.version = std::string(built_on(builder.on_alpine, version));
    if (!release.version.empty()) {
      release.distribution = Distribution::kAlpine;
      release.manager = image::PackageManager::kApk;
    }
  }
  return release;
}

std::string filled(std::string_view pattern, const SystemRelease& release) {
  std::string out(pattern);
  for (auto [name, value] : {std::pair<std::string_view, std::string_view>{"{codename}", release.codename},
                             {"{version}", release.version}}) {
    auto at = out.find(name);
    if (at == std::string::npos) continue;
    if (value.empty()) return {};
    out.replace(at, name.size(), value);
  }
  return out;
}

// The tag of the same image that names the release: 1.27-trixie for 1.27, alpine3.24 for alpine.
std::string telling_tag(const ImageRef& ref, const SystemRelease& release) {
  if (ref.tag.empty() || ref.tag == "latest" || !ref.digest.empty()) return {};
  auto known = image::find_image(ref.official());
  auto entry = known ? image::find_tag(*known, ref.tag) : std::nullopt;
  if (!entry) return {};
  bool alpine = release.distribution == Distribution::kAlpine;
  std::string word = alpine ? "alpine" + release.version : std::string(release.codename);
  if (ref.tag.find(word) != std::string::npos) return {};
  std::string wanted = alpine ? ref.tag + release.version : ref.tag + '-' + word;
  auto same = [&](std::string_view tag) { return tag == wanted; };
  return std::any_of(entry->tags.begin(), entry->tags.end(), same) ? wanted : std::string();
}

// 1.2, 1.3.3-wheezy; not 1.20, nor Alpine's 1.4.
bool version_is_old(std::string_view tag) {
  return before(version_of(tag), "1.5") && tag.find("alpine") == std::string_view::npos;
}

std::string shown(const ImageRef& ref) { return ref.repository + (ref.tag.empty() ? "" : ":" + ref.tag); }

}  // namespace

bool before(std::string_view a, std::string_view b) {
  auto next = [](std::string_view& version) {
    if (version.empty()) return 1u << 30;
    unsigned number = 0;
    while (!version.empty() && version.front() != '.') {
      number = std::min(number * 10 + static_cast<unsigned>(version.front() - '0'), 1u << 29);
      version.remove_prefix(1);
    }
    if (!version.empty()) version.remove_prefix(1);
    return number;
  };
  while (!a.empty() || !b.empty()) {
    unsigned left = next(a);
    unsigned right = next(b);
    if (left != right) return left < right;
  }
  return false;
}

tl::expected<Bases, Decline> bases_of(const model::Stage& stage) {
  auto no = [](std::string_view reason, std::string why) {
    return tl::unexpected(Decline{reason, std::move(why)});
  };
  if (stage.base.kind != model::BaseRef::Kind::kImage)
    return no("base-unknown", "the image that it starts from is not known");
  const ImageRef& ref = *stage.base.image;
  if (ref.tag.find("onbuild") != std::string::npos)
    return no("triggers", "its base image has triggers (ONBUILD) that are not known");
  if (ref.official() == "golang" && !version_of(ref.tag).empty() && version_is_old(ref.tag))
    return no("release-unknown", "Go lies in another directory in images before 1.5");
  Bases bases;
  bases.builder = find_builder(ref);
  bases.release = image::system_release(ref);
  if (bases.builder == nullptr) return bases;
  bases.version = std::string(version_of(ref.tag));
  if (bases.release.version.empty() && !bases.version.empty() && ref.digest.empty())
    bases.release = of_history(*bases.builder, ref.tag, bases.version);
  if (bases.release.version.empty())
    return no("release-unknown",
              "which release of which distribution " + shown(ref) + " is made of is not known");
  bool alpine = bases.release.distribution == Distribution::kAlpine;
  bool debian = bases.release.distribution == Distribution::kDebian;
  std::string_view pattern = alpine ? bases.builder->alpine : debian ? bases.builder->debian : "";
  bases.runtime = filled(pattern, bases.release);
  if (bases.runtime.empty())
    return no("release-unknown", "there is no known image without compilers of the release of " + shown(ref));
  bases.tag = telling_tag(ref, bases.release);
  return bases;
}

}  // namespace dockhone::transforms::split_stages
