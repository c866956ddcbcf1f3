#include "dockhone/image/release.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "dockhone/image/release_tables.h"

namespace dockhone::image {
namespace {

SystemRelease of(std::string_view text) {
  const auto ref = parse_reference(text);
  EXPECT_TRUE(ref) << text;
  return ref ? system_release(*ref) : SystemRelease();
}

// "debian 12 bookworm apt", " moving" behind it where it is.
std::string said(std::string_view text) {
  const auto release = of(text);
  std::string out(name_of(release.distribution));
  for (const std::string_view part :
       {std::string_view(release.version), release.codename, name_of(release.manager)}) {
    if (!part.empty()) out += " " + std::string(part);
  }
  return out + (release.moving ? " moving" : "");
}

struct Case {
  std::string_view image;
  std::string_view said;
};

void expect_said(std::initializer_list<Case> cases) {
  for (const Case& each : cases) EXPECT_EQ(said(each.image), each.said) << each.image;
}

TEST(Release, OfTheDistributionsOwnImages) {
  expect_said({
      {"debian:12", "debian 12 bookworm apt"},
      {"debian:8.11", "debian 8 jessie apt"},
      {"debian:bookworm-slim", "debian 12 bookworm apt"},
      {"debian:stretch-20190812-slim", "debian 9 stretch apt"},
      {"debian:jessie-backports", "debian 8 jessie apt"},
      {"ubuntu:22.04", "ubuntu 22.04 jammy apt"},
      {"ubuntu:14.04.3", "ubuntu 14.04 trusty apt"},
      {"ubuntu:bionic-20190612", "ubuntu 18.04 bionic apt"},
      {"alpine:3.10.2", "alpine 3.10 apk"},
      {"centos:7", "centos 7 yum"},
      {"centos:7.6.1810", "centos 7 yum"},
      {"centos:centos6", "centos 6 yum"},
      {"quay.io/centos/centos:stream9", "centos 9 dnf"},
      {"fedora:40", "fedora 40 dnf"},
      {"fedora:21", "fedora 21 yum"},
      {"rockylinux:9.3", "rocky 9 dnf"},
      {"amazonlinux:2", "amazon 2 yum"},
      {"amazonlinux:2023", "amazon 2023 dnf"},
      {"amazonlinux:2018.03", "amazon 1 yum"},
      {"opensuse/leap:15.5", "opensuse 15.5 zypper"},
  });
}

TEST(Release, WhatATagDoesNotNameMayMove) {
  expect_said({
      {"ubuntu", "ubuntu 26.04 resolute apt moving"},
      {"debian:latest", "debian 13 trixie apt moving"},
      {"debian:stable-slim", "debian 13 trixie apt moving"},
      {"debian:unstable", "debian sid sid apt moving"},
      {"debian:sid", "debian sid sid apt"},
      {"python:3.14", "debian 13 trixie apt moving"},
      {"alpine:edge", "alpine edge apk moving"},
      {"centos", "centos unknown moving"},
  });
  EXPECT_EQ(of("node:26-alpine").distribution, Distribution::kAlpine);
  EXPECT_TRUE(of("node:26-alpine").moving);
}

TEST(Release, OfOfficialImages) {
  expect_said({
      {"python:3.14.7-slim-bookworm", "debian 12 bookworm apt"},
      {"node:20-alpine3.20", "alpine 3.20 apk"},
      {"buildpack-deps:jammy", "ubuntu 22.04 jammy apt"},
      {"python:3.6-stretch", "debian 9 stretch apt"},
      {"docker.io/library/ruby:2.5-stretch", "debian 9 stretch apt"},
      {"eclipse-temurin:8-alpine-3.22", "alpine 3.22 apk"},
      {"public.ecr.aws/docker/library/python:3.12-slim-bookworm", "debian 12 bookworm apt"},
      {"arm64v8/debian:buster", "debian 10 buster apt"},
  });
}

TEST(Release, AnOldTagWithoutCodenameSaysOnlyTheDistribution) {
  expect_said({
      {"python:3.6", "debian apt"},
      {"openjdk:8-jre", "debian apt"},
      {"openjdk:17", "unknown unknown"},
      {"python:3.6-alpine", "alpine apk"},
      {"mysql:5.7", "unknown unknown"},
  });
}

TEST(Release, OfVendorsImages) {
  expect_said({
      {"mcr.microsoft.com/dotnet/sdk:8.0-jammy", "ubuntu 22.04 jammy apt"},
      {"mcr.microsoft.com/dotnet/aspnet:8.0", "debian 12 bookworm apt"},
      {"mcr.microsoft.com/dotnet/sdk:10.0", "ubuntu 24.04 noble apt"},
      {"mcr.microsoft.com/dotnet/core/sdk:2.2-alpine3.9", "alpine 3.9 apk"},
      {"registry.access.redhat.com/ubi9/ubi", "rhel 9 dnf"},
      {"registry.access.redhat.com/ubi8/ubi-minimal:8.10", "rhel 8 microdnf"},
      {"registry.access.redhat.com/ubi9/ubi-micro", "rhel 9 none"},
      {"gcr.io/distroless/static-debian12:nonroot", "debian 12 bookworm none"},
      {"nvidia/cuda:11.8.0-devel-ubuntu22.04", "ubuntu 22.04 jammy apt"},
      {"nvidia/cuda:10.2-base-centos7", "centos 7 yum"},
      {"phusion/baseimage:jammy-1.0.1", "ubuntu 22.04 jammy apt"},
      {"phusion/baseimage:noble-1.0.0", "ubuntu 24.04 noble apt"},
      {"phusion/baseimage:0.9.22", "ubuntu 16.04 xenial apt"},
      {"gcr.io/oss-fuzz-base/base-builder:ubuntu-24-04", "ubuntu 24.04 noble apt"},
      {"mcr.microsoft.com/windows/servercore:ltsc2022", "windows none"},
  });
}

TEST(Release, NamesOfRosAreNotThoseOfUbuntu) {
  expect_said({
      {"ros:kinetic", "ubuntu 16.04 xenial apt"},
      {"ros:lunar-ros-base-stretch", "debian 9 stretch apt"},
      {"someone/ros:kinetic", "unknown unknown"},
  });
}

TEST(Release, SomebodysImageIsBelievedOnlyWhatItsTagSpells) {
  expect_said({
      {"bitnami/redis:7.2.4-debian-12-r3", "debian 12 bookworm apt"},
      {"someone/app:1.2-ubuntu18.04", "ubuntu 18.04 bionic apt"},
      {"someone/app:stretch", "debian 9 stretch apt"},
      {"someone/alpine-thing:4", "alpine apk"},
      {"someone/app:groovy", "unknown unknown"},
      {"someone/app:precise-model", "unknown unknown"},
      {"someone/app:stable", "unknown unknown"},
      {"someone/app:12", "unknown unknown"},
      {"someone/app:alpine3.8-stretch", "unknown unknown"},
      {"someone/oracle-java:8", "unknown unknown"},
  });
}

TEST(Release, Order) {
  EXPECT_EQ(at_least(of("debian:12"), "bookworm"), true);
  EXPECT_EQ(at_least(of("debian:13"), "bookworm"), true);
  EXPECT_EQ(at_least(of("debian:sid"), "bookworm"), true);
  EXPECT_EQ(at_least(of("debian:11"), "bookworm"), false);
  EXPECT_EQ(at_least(of("ubuntu:16.04"), "bionic"), false);
  EXPECT_EQ(at_least(of("ubuntu:22.04"), "bookworm"), std::nullopt);
  EXPECT_EQ(at_least(of("python:3.6"), "bookworm"), std::nullopt);
  EXPECT_EQ(at_least(of("alpine:3.18"), "bookworm"), std::nullopt);
  EXPECT_EQ(at_least(of("debian:12"), "no such release"), std::nullopt);
  EXPECT_EQ(find_release("jammy")->version, "22.04");
  EXPECT_FALSE(find_release(""));
}

// Numbers of a distribution's releases ascend, so the order of the table is that of time.
TEST(Release, TheTableIsInOrder) {
  const tables::Release* before = nullptr;
  for (const auto& row : tables::releases()) {
    if (before && before->distribution == row.distribution && row.version != "sid") {
      EXPECT_LT(std::stod(std::string(before->version)), std::stod(std::string(row.version))) << row.codename;
    }
    before = &row;
  }
}

}  // namespace
}  // namespace dockhone::image
