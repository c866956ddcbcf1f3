#include "dockhone/image/release.h"

#include <gtest/gtest.h>

#include <string>

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

TEST(Release, OfTheDistributionsOwnImages) {
  EXPECT_EQ(said("debian:12"), "debian 12 bookworm apt");
  EXPECT_EQ(said("debian:8.11"), "debian 8 jessie apt");
  EXPECT_EQ(said("debian:bookworm-slim"), "debian 12 bookworm apt");
  EXPECT_EQ(said("debian:stretch-20190812-slim"), "debian 9 stretch apt");
  EXPECT_EQ(said("debian:jessie-backports"), "debian 8 jessie apt");
  EXPECT_EQ(said("ubuntu:22.04"), "ubuntu 22.04 jammy apt");
  EXPECT_EQ(said("ubuntu:14.04.3"), "ubuntu 14.04 trusty apt");
  EXPECT_EQ(said("ubuntu:bionic-20190612"), "ubuntu 18.04 bionic apt");
  EXPECT_EQ(said("alpine:3.10.2"), "alpine 3.10 apk");
  EXPECT_EQ(said("centos:7"), "centos 7 yum");
  EXPECT_EQ(said("centos:7.6.1810"), "centos 7 yum");
  EXPECT_EQ(said("centos:centos6"), "centos 6 yum");
  EXPECT_EQ(said("quay.io/centos/centos:stream9"), "centos 9 dnf");
  EXPECT_EQ(said("fedora:40"), "fedora 40 dnf");
  EXPECT_EQ(said("fedora:21"), "fedora 21 yum");
  EXPECT_EQ(said("rockylinux:9.3"), "rocky 9 dnf");
  EXPECT_EQ(said("amazonlinux:2"), "amazon 2 yum");
  EXPECT_EQ(said("amazonlinux:2023"), "amazon 2023 dnf");
  EXPECT_EQ(said("amazonlinux:2018.03"), "amazon 1 yum");
  EXPECT_EQ(said("opensuse/leap:15.5"), "opensuse 15.5 zypper");
}

TEST(Release, WhatATagDoesNotNameMayMove) {
  EXPECT_EQ(said("ubuntu"), "ubuntu 26.04 resolute apt moving");
  EXPECT_EQ(said("debian:latest"), "debian 13 trixie apt moving");
  EXPECT_EQ(said("debian:stable-slim"), "debian 13 trixie apt moving");
  EXPECT_EQ(said("debian:unstable"), "debian sid sid apt moving");
  EXPECT_EQ(said("debian:sid"), "debian sid sid apt");
  EXPECT_EQ(said("python:3.14"), "debian 13 trixie apt moving");
  EXPECT_EQ(said("alpine:edge"), "alpine edge apk moving");
  EXPECT_EQ(said("centos"), "centos unknown moving");
  EXPECT_EQ(of("node:26-alpine").distribution, Distribution::kAlpine);
  EXPECT_TRUE(of("node:26-alpine").moving);
}

TEST(Release, OfOfficialImages) {
  EXPECT_EQ(said("python:3.14.7-slim-bookworm"), "debian 12 bookworm apt");
  EXPECT_EQ(said("node:20-alpine3.20"), "alpine 3.20 apk");
  EXPECT_EQ(said("buildpack-deps:jammy"), "ubuntu 22.04 jammy apt");
  EXPECT_EQ(said("python:3.6-stretch"), "debian 9 stretch apt");
  EXPECT_EQ(said("docker.io/library/ruby:2.5-stretch"), "debian 9 stretch apt");
  EXPECT_EQ(said("eclipse-temurin:8-alpine-3.22"), "alpine 3.22 apk");
  EXPECT_EQ(said("public.ecr.aws/docker/library/python:3.12-slim-bookworm"), "debian 12 bookworm apt");
  EXPECT_EQ(said("arm64v8/debian:buster"), "debian 10 buster apt");
}

TEST(Release, AnOldTagWithoutCodenameSaysOnlyTheDistribution) {
  EXPECT_EQ(said("python:3.6"), "debian apt");
  EXPECT_EQ(said("openjdk:8-jre"), "debian apt");
  EXPECT_EQ(said("openjdk:17"), "unknown unknown");
  EXPECT_EQ(said("python:3.6-alpine"), "alpine apk");
  EXPECT_EQ(said("mysql:5.7"), "unknown unknown");
}

TEST(Release, OfVendorsImages) {
  EXPECT_EQ(said("mcr.microsoft.com/dotnet/sdk:8.0-jammy"), "ubuntu 22.04 jammy apt");
  EXPECT_EQ(said("mcr.microsoft.com/dotnet/aspnet:8.0"), "debian 12 bookworm apt");
  EXPECT_EQ(said("mcr.microsoft.com/dotnet/sdk:10.0"), "ubuntu 24.04 noble apt");
  EXPECT_EQ(said("mcr.microsoft.com/dotnet/core/sdk:2.2-alpine3.9"), "alpine 3.9 apk");
  EXPECT_EQ(said("registry.access.redhat.com/ubi9/ubi"), "rhel 9 dnf");
  EXPECT_EQ(said("registry.access.redhat.com/ubi8/ubi-minimal:8.10"), "rhel 8 microdnf");
  EXPECT_EQ(said("registry.access.redhat.com/ubi9/ubi-micro"), "rhel 9 none");
  EXPECT_EQ(said("gcr.io/distroless/static-debian12:nonroot"), "debian 12 bookworm none");
  EXPECT_EQ(said("nvidia/cuda:11.8.0-devel-ubuntu22.04"), "ubuntu 22.04 jammy apt");
  EXPECT_EQ(said("nvidia/cuda:10.2-base-centos7"), "centos 7 yum");
  EXPECT_EQ(said("phusion/baseimage:jammy-1.0.1"), "ubuntu 22.04 jammy apt");
  EXPECT_EQ(said("phusion/baseimage:noble-1.0.0"), "ubuntu 24.04 noble apt");
  EXPECT_EQ(said("phusion/baseimage:0.9.22"), "ubuntu 16.04 xenial apt");
  EXPECT_EQ(said("gcr.io/oss-fuzz-base/base-builder:ubuntu-24-04"), "ubuntu 24.04 noble apt");
  EXPECT_EQ(said("mcr.microsoft.com/windows/servercore:ltsc2022"), "windows none");
}

TEST(Release, NamesOfRosAreNotThoseOfUbuntu) {
  EXPECT_EQ(said("ros:kinetic"), "ubuntu 16.04 xenial apt");
  EXPECT_EQ(said("ros:lunar-ros-base-stretch"), "debian 9 stretch apt");
  EXPECT_EQ(said("someone/ros:kinetic"), "unknown unknown");
}

TEST(Release, SomebodysImageIsBelievedOnlyWhatItsTagSpells) {
  EXPECT_EQ(said("bitnami/redis:7.2.4-debian-12-r3"), "debian 12 bookworm apt");
  EXPECT_EQ(said("someone/app:1.2-ubuntu18.04"), "ubuntu 18.04 bionic apt");
  EXPECT_EQ(said("someone/app:stretch"), "debian 9 stretch apt");
  EXPECT_EQ(said("someone/alpine-thing:4"), "alpine apk");
  EXPECT_EQ(said("someone/app:groovy"), "unknown unknown");
  EXPECT_EQ(said("someone/app:precise-model"), "unknown unknown");
  EXPECT_EQ(said("someone/app:stable"), "unknown unknown");
  EXPECT_EQ(said("someone/app:12"), "unknown unknown");
  EXPECT_EQ(said("someone/app:alpine3.8-stretch"), "unknown unknown");
  EXPECT_EQ(said("someone/oracle-java:8"), "unknown unknown");
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
