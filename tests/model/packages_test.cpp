#include "dockhone/model/packages.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "dockhone/base/wildcard.h"

namespace dockhone::model {
namespace {

std::vector<std::string_view> needs_of(std::string_view name) {
  std::vector<std::string_view> needs;
  if (const AptPackage* package = find_apt_package(name)) {
    for (const AptNeed& need : package->needs) needs.push_back(need.package);
  }
  return needs;
}

const AptNeed& need(std::string_view name, std::string_view package) {
  for (const AptNeed& row : find_apt_package(name)->needs) {
    if (row.package == package) return row;
  }
  throw std::invalid_argument(std::string(name) + " does not need " + std::string(package));
}

bool moot(const AptNeed& row, std::vector<std::string_view> installed) { return is_moot(row, installed); }

TEST(AptPackages, WhatPeopleRelyOnIsNamed) {
  EXPECT_EQ(needs_of("curl"), std::vector<std::string_view>{"ca-certificates"});
  EXPECT_EQ(needs_of("gcc"), std::vector<std::string_view>{"libc6-dev"});
  EXPECT_EQ(needs_of("xvfb"), std::vector<std::string_view>{"xauth"});
  EXPECT_EQ(needs_of("python3-pip"), (std::vector<std::string_view>{"build-essential", "python3-dev",
                                                                    "python3-setuptools", "python3-wheel"}));
}

TEST(AptPackages, NamesAndPatterns) {
  EXPECT_EQ(needs_of("gcc-12"), needs_of("gcc"));
  EXPECT_EQ(needs_of("gcc-4.9"), needs_of("gcc"));
  EXPECT_EQ(needs_of("gcc-12-arm-linux-gnueabihf"), std::vector<std::string_view>{"libc6-dev-armhf-cross"});
  EXPECT_EQ(needs_of("golang-1.13-go"), needs_of("golang"));
  EXPECT_FALSE(find_apt_package("gcc-12-doc"));
  EXPECT_FALSE(find_apt_package("golang-1.13-doc"));
  EXPECT_FALSE(find_apt_package("tzdata"));
  EXPECT_FALSE(find_apt_package("build-essential"));
  EXPECT_FALSE(find_apt_package(""));
}

TEST(AptPackages, SomeAreOfLittleUseAlone) {
  for (const char* name :
       {"texlive-latex-extra", "ubuntu-desktop", "task-gnome-desktop", "libreoffice", "wine", "devscripts"}) {
    ASSERT_TRUE(find_apt_package(name)) << name;
    EXPECT_FALSE(find_apt_package(name)->keep.empty()) << name;
  }
  EXPECT_TRUE(find_apt_package("curl")->keep.empty());
}

TEST(AptPackages, ANeedIsMootWhereTheInstallHoldsItOrBringsIt) {
  EXPECT_TRUE(moot(need("cmake", "make"), {"cmake", "make"}));
  EXPECT_TRUE(moot(need("cmake", "make"), {"build-essential"}));
  EXPECT_FALSE(moot(need("cmake", "make"), {"cmake", "g++"}));
  EXPECT_TRUE(moot(need("cmake", "gcc"), {"cmake", "g++"}));
  EXPECT_TRUE(moot(need("cmake", "gcc"), {"cmake", "clang-14"}));
  EXPECT_TRUE(moot(need("gcc", "libc6-dev"), {"gcc", "g++-12"}));
  EXPECT_FALSE(moot(need("gcc", "libc6-dev"), {"gcc"}));
  EXPECT_FALSE(moot(need("gcc", "libc6-dev"), {}));
}

TEST(AptPackages, SomeNeedsCountOnlyWhereTheFileShowsTheUse) {
  EXPECT_FALSE(is_used(need("git", "openssh-client"), "RUN git clone https://example.com/a/b\n"));
  EXPECT_TRUE(is_used(need("git", "openssh-client"), "RUN git clone git@example.com:a/b\n"));
  EXPECT_TRUE(is_used(need("git", "ca-certificates"), ""));
}

TEST(AptPackages, SomeNeedsBelongToCertainReleases) {
  EXPECT_TRUE(need("curl", "ca-certificates").debian.everywhere());
  EXPECT_EQ(need("python-pip", "python-wheel").debian.first, "stretch");
  EXPECT_EQ(need("python-pip", "python-wheel").debian.last, "buster");
  EXPECT_TRUE(need("docker.io", "docker-cli").ubuntu.never);
}

image::SystemRelease release(std::string_view codename) { return *image::find_release(codename); }

TEST(AptPackages, WhetherAReleaseHasTheNeed) {
  const AptNeed& wheel = need("python-pip", "python-wheel");
  EXPECT_EQ(exists_in(wheel, release("jessie")), false);
  EXPECT_EQ(exists_in(wheel, release("stretch")), true);
  EXPECT_EQ(exists_in(wheel, release("buster")), true);
  EXPECT_EQ(exists_in(wheel, release("bullseye")), false);
  EXPECT_EQ(exists_in(wheel, release("trusty")), false);
  EXPECT_EQ(exists_in(wheel, release("bionic")), true);
  EXPECT_EQ(exists_in(wheel, {}), std::nullopt);
  EXPECT_EQ(exists_in(need("curl", "ca-certificates"), {}), true);
  EXPECT_EQ(exists_in(need("docker.io", "docker-cli"), release("noble")), false);
}

void expect_good_range(const ReleaseRange& range, image::Distribution distribution) {
  for (std::string_view end : {range.first, range.last}) {
    if (end.empty()) continue;
    const auto found = image::find_release(end);
    ASSERT_TRUE(found) << end;
    EXPECT_EQ(found->distribution, distribution) << end;
  }
}

void expect_good_form(const AptPackage& package) {
  EXPECT_NE(package.keep.empty(), package.needs.empty()) << package.name;
  std::set<std::string_view> seen;
  for (const AptNeed& row : package.needs) {
    EXPECT_FALSE(row.package.empty() || row.purpose.empty()) << package.name;
    EXPECT_FALSE(is_pattern(row.package)) << row.package;
    EXPECT_TRUE(seen.insert(row.package).second) << package.name << " needs " << row.package << " twice";
    EXPECT_FALSE(moot(row, {package.name}))
        << package.name << " makes its own need " << row.package << " moot";
    expect_good_range(row.debian, image::Distribution::kDebian);
    expect_good_range(row.ubuntu, image::Distribution::kUbuntu);
    EXPECT_FALSE(row.debian.never && row.ubuntu.never) << package.name << ": " << row.package;
  }
}

TEST(AptPackages, TheTableIsWellFormed) {
  ASSERT_GT(apt_names().size(), 200u);
  std::string_view before;
  for (const AptPackage& package : apt_names()) {
    EXPECT_LT(before, package.name);
    before = package.name;
    EXPECT_FALSE(is_pattern(package.name));
    expect_good_form(package);
  }
  std::set<std::string_view> patterns;
  for (const AptPackage& package : apt_patterns()) {
    EXPECT_TRUE(is_pattern(package.name));
    EXPECT_TRUE(patterns.insert(package.name).second) << package.name;
    expect_good_form(package);
  }
}

}  // namespace
}  // namespace dockhone::model
