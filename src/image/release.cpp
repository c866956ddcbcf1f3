// A wrong release is worse than none: callers choose packages by it.
#include "dockhone/image/release.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dockhone/base/wildcard.h"
#include "dockhone/image/catalog.h"
#include "dockhone/image/release_tables.h"
#include "known_name.h"

namespace dockhone::image {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_number(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; });
}

// The first `count` parts between dots; nothing where there are fewer.
std::string_view parts(std::string_view number, int count) {
  std::size_t end = 0;
  for (int i = 0; i < count; ++i) {
    const auto start = i == 0 ? 0 : end + 1;
    if (start >= number.size()) return {};
    end = std::min(number.find('.', start), number.size());
    if (end == start) return {};
  }
  return number.substr(0, end);
}

const tables::Release* find_version(Distribution distribution, std::string_view version) {
  for (const auto& row : tables::releases()) {
    if (row.distribution == distribution && row.version == version) return &row;
  }
  return nullptr;
}

const tables::Release* find_codename(std::string_view codename) {
  for (const auto& row : tables::releases()) {
    if (row.codename == codename) return &row;
  }
  return nullptr;
}

// What a number in a tag says of the distribution's version; nothing where it cannot be one.
std::string version_of(Distribution distribution, std::string_view number) {
  if (!is_number(number)) return {};
  const auto major = parts(number, 1);
  const auto between = [&](int low, int high) {
    if (major.empty() || major.size() > 2) return std::string();
    const int value = std::stoi(std::string(major));
    return value >= low && value <= high ? std::string(major) : std::string();
  };
  switch (distribution) {
    case Distribution::kDebian:
      return find_version(distribution, major) ? std::string(major) : "";
    case Distribution::kUbuntu: {
      const auto version = parts(number, 2);
      return find_version(distribution, version) ? std::string(version) : "";
    }
    case Distribution::kAlpine:
      return major == "2" || major == "3" ? std::string(parts(number, 2)) : "";
    case Distribution::kFedora:
      return between(18, 60);
    case Distribution::kCentos:
    case Distribution::kRocky:
    case Distribution::kAlma:
    case Distribution::kRhel:
    case Distribution::kOracle:
      return between(5, 12);
    case Distribution::kAmazon:
      if (major == "2" || major == "2023") return std::string(major);
      return major == "1" || (major.size() == 4 && major.starts_with("201")) ? "1" : "";
    case Distribution::kOpensuse:
      return std::string(parts(number, 2));
    case Distribution::kPhoton:
    case Distribution::kAzure:
      return std::string(parts(number, 2));
    default:
      return {};
  }
}

PackageManager manager_of(Distribution distribution, std::string_view version) {
  const int major =
      version.empty() || !is_number(version) || version.size() > 5 ? 0 : std::stoi(std::string(version));
  switch (distribution) {
    case Distribution::kDebian:
    case Distribution::kUbuntu:
      return PackageManager::kApt;
    case Distribution::kAlpine:
      return PackageManager::kApk;
    case Distribution::kFedora:
      return major == 0 ? PackageManager::kUnknown : major < 22 ? PackageManager::kYum : PackageManager::kDnf;
    case Distribution::kRocky:
    case Distribution::kAlma:
      return PackageManager::kDnf;
    case Distribution::kCentos:
    case Distribution::kRhel:
    case Distribution::kOracle:
      return major == 0 ? PackageManager::kUnknown : major < 8 ? PackageManager::kYum : PackageManager::kDnf;
    case Distribution::kAmazon:
      return major == 0      ? PackageManager::kUnknown
             : major == 2023 ? PackageManager::kDnf
                             : PackageManager::kYum;
    case Distribution::kOpensuse:
      return PackageManager::kZypper;
    case Distribution::kArch:
      return PackageManager::kPacman;
    case Distribution::kPhoton:
    case Distribution::kAzure:
      return PackageManager::kTdnf;
    case Distribution::kBusybox:
    case Distribution::kWindows:
    case Distribution::kScratch:
      return PackageManager::kNone;
    case Distribution::kClear:
    case Distribution::kMageia:
      return PackageManager::kOther;
    case Distribution::kUnknown:
      break;
  }
  return PackageManager::kUnknown;
}

SystemRelease make(Distribution distribution, std::string version) {
  SystemRelease release;
  release.distribution = distribution;
  release.manager = manager_of(distribution, version);
  if (const auto* row = find_version(distribution, version)) release.codename = row->codename;
  release.version = std::move(version);
  return release;
}

std::vector<std::string> words_of(std::string_view tag) {
  std::vector<std::string> words(1);
  for (const char c : tag) {
    if (c == '-' || c == '_') {
      words.emplace_back();
    } else {
      words.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return words;
}

// A version that follows a word: alpine-3.22, debian-12, ubuntu-24-04.
std::string version_behind(Distribution distribution, const std::vector<std::string>& words, std::size_t at) {
  if (at + 1 >= words.size()) return {};
  if (distribution == Distribution::kUbuntu && at + 2 < words.size()) {
    if (auto version = version_of(distribution, words[at + 1] + "." + words[at + 2]); !version.empty())
      return version;
  }
  const bool telling = distribution == Distribution::kUbuntu || distribution == Distribution::kDebian ||
                       (distribution == Distribution::kAlpine && words[at + 1].starts_with("3."));
  return telling ? version_of(distribution, words[at + 1]) : std::string();
}

std::optional<SystemRelease> word_release(const std::vector<std::string>& words, std::size_t at,
                                          bool trusted) {
  const auto& word = words[at];
  if (const auto* row = find_codename(word); row && (trusted || !row->everyday)) {
    return make(row->distribution, std::string(row->version));
  }
  // The last part between dots may be the word: 3.8.alpine
  const auto dot = word.rfind('.');
  const bool behind_number = dot != std::string::npos && dot + 1 < word.size() && !is_digit(word[dot + 1]);
  const auto text = std::string_view(word).substr(behind_number ? dot + 1 : 0);
  const auto digits =
      static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_digit) - text.begin());
  const auto number = text.substr(digits);
  for (const auto& known : tables::system_words()) {
    if (known.word != text.substr(0, digits)) continue;
    auto version = number.empty() ? version_behind(known.distribution, words, at)
                                  : version_of(known.distribution, number);
    if (known.numbered && (number.empty() || version.empty())) return std::nullopt;
    if (!number.empty() && version.empty() && !known.numbered && known.distribution != Distribution::kWindows)
      return std::nullopt;
    return make(known.distribution, std::move(version));
  }
  return std::nullopt;
}

// What the words of a text say; the one with a version is the more exact. Words that disagree say nothing.
std::optional<SystemRelease> spoken_release(std::string_view text, bool trusted) {
  const auto words = words_of(text);
  std::optional<SystemRelease> result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto said = word_release(words, i, trusted);
    if (!said) continue;
    if (!result) {
      result = std::move(said);
    } else if (result->distribution != said->distribution) {
      return std::nullopt;
    } else if (!said->version.empty()) {
      if (!result->version.empty() && result->version != said->version) return std::nullopt;
      result = std::move(said);
    }
  }
  return result;
}

const tables::SystemImage* find_rule(const std::string& name, std::string_view tag) {
  const auto full = name + ":" + std::string(tag);
  for (const auto& rule : tables::system_images()) {
    const char first = rule.pattern.front();
    if (first != '*' && first != '?' && first != '[' && !name.starts_with(first)) continue;
    const bool with_tag = rule.pattern.find(':') != std::string_view::npos;
    if (matches(rule.pattern, with_tag ? std::string_view(full) : std::string_view(name))) return &rule;
  }
  return nullptr;
}

SystemRelease moving(SystemRelease release) {
  release.moving = true;
  return release;
}

// The release that the tag of a distribution's own image names.
std::optional<SystemRelease> own_release(Distribution distribution, std::string_view tag) {
  if (auto said = spoken_release(tag, true);
      said && said->distribution == distribution && !said->version.empty())
    return said;
  for (const auto& word : words_of(tag)) {
    const auto digits =
        word.starts_with("stream") ? std::string_view(word).substr(6) : std::string_view(word);
    if (auto version = version_of(distribution, digits); !version.empty())
      return make(distribution, std::move(version));
    if (distribution == Distribution::kAlpine && word == "edge") return moving(make(distribution, "edge"));
    if (distribution != Distribution::kDebian && distribution != Distribution::kUbuntu) continue;
    for (const auto& suite : tables::suites()) {
      if (suite.name != word) continue;
      const auto* row = find_codename(suite.codename);
      if (row->distribution == distribution) return moving(make(distribution, std::string(row->version)));
    }
  }
  return std::nullopt;
}

bool is_exact(const std::optional<SystemRelease>& release) { return release && !release->version.empty(); }

// What the catalog knows about the tag: the distribution of its entry, or what the other tags of the same
// image say.
std::optional<SystemRelease> listed_release(const CatalogTag& entry, const tables::SystemImage* rule) {
  auto best = spoken_release(entry.distro, true);
  for (const auto other : entry.tags) {
    if (is_exact(best)) return best;
    auto said = spoken_release(other, true);
    if (rule && rule->is && !is_exact(said)) said = own_release(rule->distribution, other);
    if (said && (!best || (best->distribution == said->distribution && is_exact(said))))
      best = std::move(said);
  }
  return best;
}

SystemRelease with_manager(SystemRelease release, const tables::SystemImage* rule) {
  if (rule && rule->manager != PackageManager::kUnknown) release.manager = rule->manager;
  return release;
}

SystemRelease known_release(const KnownName& known, std::string_view tag, const tables::SystemImage* rule) {
  if (rule && rule->is) {
    if (auto said = own_release(rule->distribution, tag)) return *said;
  } else if (rule && !rule->version.empty()) {
    return make(rule->distribution, std::string(rule->version));
  }
  auto said = spoken_release(tag, known.official || rule);
  if (is_exact(said)) return *said;
  if (known.official) {
    const auto image = find_image(known.name);
    const auto entry = image ? find_tag(*image, tag) : std::nullopt;
    if (entry) {
      if (auto listed = listed_release(*entry, rule)) return moving(*listed);
    }
  }
  if (said) return *said;
  if (rule) return make(rule->distribution, {});
  if (known.official) return {};
  // The name of somebody's image: frolvlad/alpine-glibc, base-centos7.
  const auto slash = known.name.rfind('/');
  return spoken_release(std::string_view(known.name).substr(slash == std::string::npos ? 0 : slash + 1),
                        false)
      .value_or(SystemRelease());
}

}  // namespace

SystemRelease system_release(const ImageRef& ref) {
  const auto known = known_name(ref);
  const std::string_view tag = ref.tag.empty() ? std::string_view("latest") : std::string_view(ref.tag);
  const auto* rule = find_rule(known.name, tag);
  auto release = with_manager(known_release(known, tag, rule), rule);
  if (release.version.empty() && (tag == "latest" || tag == "edge")) release.moving = true;
  return release;
}

std::optional<SystemRelease> find_release(std::string_view codename) {
  const auto* row = find_codename(codename);
  if (!row) return std::nullopt;
  return make(row->distribution, std::string(row->version));
}

std::optional<bool> at_least(const SystemRelease& release, std::string_view codename) {
  const auto* wanted = find_codename(codename);
  const auto* is = find_codename(release.codename);
  if (!wanted || !is || wanted->distribution != is->distribution) return std::nullopt;
  return is >= wanted;  // the table is in order
}

std::string_view name_of(Distribution distribution) {
  constexpr std::string_view kNames[] = {"unknown", "debian",   "ubuntu",  "alpine",  "fedora",
                                         "centos",  "rocky",    "alma",    "rhel",    "amazon",
                                         "oracle",  "opensuse", "arch",    "photon",  "azure",
                                         "clear",   "mageia",   "busybox", "windows", "scratch"};
  return kNames[static_cast<std::size_t>(distribution)];
}

std::string_view name_of(PackageManager manager) {
  constexpr std::string_view kNames[] = {"unknown",  "none", "apt",    "apk",    "dnf",  "yum",
                                         "microdnf", "tdnf", "zypper", "pacman", "other"};
  return kNames[static_cast<std::size_t>(manager)];
}

}  // namespace dockhone::image
