// Which release of which distribution an image is made of, as far as its name and tag say so: by the embedded
// catalog, the words of the tag, and transforms/knowledge/releases.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dockhone/image/reference.h"

namespace dockhone::image {

enum class Distribution : std::uint8_t {
  kUnknown,
  kDebian,
  kUbuntu,
  kAlpine,
  kFedora,
  kCentos,
  kRocky,
  kAlma,
  kRhel,
  kAmazon,
  kOracle,
  kOpensuse,
  kArch,
  kPhoton,
  kAzure,
  kClear,
  kMageia,
  kBusybox,
  kWindows,
  kScratch,
};

enum class PackageManager : std::uint8_t {
  kUnknown,
  kNone,
  kApt,
  kApk,
  kDnf,
  kYum,
  kMicrodnf,
  kTdnf,
  kZypper,
  kPacman,
  kOther,
};

struct SystemRelease {
  Distribution distribution = Distribution::kUnknown;
  std::string version;        // "12", "24.04", "3.22", "9"; empty: not known
  std::string_view codename;  // "bookworm", "jammy"; empty: not known, or the distribution has none
  // The tag does not name the release: another one may stand behind it tomorrow, or stood when the file was
  // written.
  bool moving = false;
  PackageManager manager = PackageManager::kUnknown;
};

// Unknown where the name and tag leave a doubt. A digest says nothing.
SystemRelease system_release(const ImageRef& ref);

// The release of Debian or Ubuntu with this codename. nullopt: there is none.
std::optional<SystemRelease> find_release(std::string_view codename);

// Whether the release is the one with the codename or a later one of the same distribution. nullopt: not
// known, no such codename, or another distribution's.
std::optional<bool> at_least(const SystemRelease& release, std::string_view codename);

std::string_view name_of(Distribution distribution);  // "debian"
std::string_view name_of(PackageManager manager);     // "apt"

}  // namespace dockhone::image
