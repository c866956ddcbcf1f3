#include "dockhone/image/catalog.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace dockhone::image {
namespace {

TEST(Catalog, KnowsWhatLatestIs) {
  EXPECT_EQ(catalog_date(), "2026-08-21");
  EXPECT_EQ(find_image("python")->latest, "3.14.7-trixie");
  EXPECT_EQ(find_image("node")->latest, "26.7.0-trixie");
  EXPECT_EQ(find_image("ubuntu")->latest, "26.04");
  EXPECT_EQ(find_image("debian")->latest, "13.6");
  EXPECT_EQ(find_image("alpine")->latest, "3.24.1");
  EXPECT_EQ(find_image("php")->latest, "8.5.9-cli-trixie");
  EXPECT_EQ(find_image("eclipse-temurin")->latest, "25.0.4_7-jdk-resolute");
}

TEST(Catalog, SaysWhyLatestCannotBePinned) {
  EXPECT_EQ(find_image("mongo")->latest, "");
  EXPECT_EQ(find_image("mongo")->no_latest_reason, "there is no tag latest");
  EXPECT_EQ(find_image("open-liberty")->latest, "");
  EXPECT_EQ(find_image("open-liberty")->no_latest_reason, "no tag of latest names an exact version");
  EXPECT_FALSE(find_image("centos"));
  EXPECT_FALSE(find_image(""));
}

TEST(Catalog, FindsEveryTagOfEveryEntry) {
  std::string_view before;
  std::size_t tags = 0;
  for (std::size_t i = 0; i < catalog_size(); ++i) {
    const auto image = catalog_image(i);
    EXPECT_LT(before, image.name);
    before = image.name;
    EXPECT_EQ(find_image(image.name)->index, i);
    EXPECT_NE(image.latest.empty(), image.no_latest_reason.empty()) << image.name;
    for (std::size_t e = 0; e < image.entry_count; ++e) {
      const auto entry = image.entry(e);
      if (!entry.exact.empty()) {
        EXPECT_EQ(entry.exact, *entry.tags.begin());
      }
      for (const auto tag : entry.tags) {
        ++tags;
        const auto found = find_tag(image, tag);
        ASSERT_TRUE(found) << image.name << ':' << tag;
        EXPECT_EQ(found->tags.text(), entry.tags.text());
      }
    }
    EXPECT_FALSE(find_tag(image, "no such tag"));
  }
  EXPECT_GT(tags, 9000u);
}

TEST(Catalog, LatestIsTheMostExactTagOfItsEntry) {
  for (std::size_t i = 0; i < catalog_size(); ++i) {
    const auto image = catalog_image(i);
    if (image.latest.empty()) continue;
    const auto entry = find_tag(image, "");
    ASSERT_TRUE(entry) << image.name;
    EXPECT_EQ(entry->exact, image.latest) << image.name;
    EXPECT_NE(image.latest.find_first_of("0123456789"), std::string_view::npos) << image.name;
  }
}

TEST(Catalog, ExactTagsOfVariantsKeepTheVariant) {
  const auto python = *find_image("python");
  EXPECT_EQ(find_tag(python, "slim")->exact, "3.14.7-slim-trixie");
  EXPECT_EQ(find_tag(python, "alpine")->exact, "3.14.7-alpine3.24");
  EXPECT_EQ(find_tag(python, "3.14")->exact, "3.14.7-trixie");
  EXPECT_EQ(find_tag(python, "alpine")->variant, "alpine");
  EXPECT_EQ(find_tag(python, "alpine")->distro, "alpine3.24");
}

struct ShellCase {
  SystemShell shell;
  std::vector<const char*> refs;
};

TEST(SystemShell, KnowsOfficialAndVendorImages) {
  const ShellCase cases[] = {
      {SystemShell::kDash,
       {"debian",
        "ubuntu",
        "ubuntu:14.04",
        "ubuntu:trusty",
        "debian:jessie",
        "debian:stable-slim",
        "python",
        "python:2.7",
        "python:3.6-slim",
        "node:8",
        "node:6-wheezy",
        "golang:1.9",
        "ruby:2.3",
        "php:5.6-apache",
        "nginx",
        "nginx:1.11",
        "postgres:9.6",
        "java:8",
        "openjdk:8",
        "openjdk:8-jdk",
        "openjdk:11-jre-slim",
        "openjdk:17-slim",
        "openjdk:17-jdk-slim-buster",
        "maven:3.6-jdk-8",
        "maven:3-jdk-11",
        "tomcat:8",
        "gradle:4.10",
        "jenkins",
        "elasticsearch:2",
        "elasticsearch:5.6",
        "mysql:5.6",
        "mariadb:10.1",
        "rabbitmq:3",
        "buildpack-deps",
        "docker.io/library/python:3.6",
        "amd64/python:3.6",
        "arm32v7/debian",
        "public.ecr.aws/docker/library/node:10",
        "nvidia/cuda:9.0-devel-ubuntu16.04",
        "nvidia/cuda:8.0-devel",
        "phusion/baseimage:0.9.22",
        "mcr.microsoft.com/dotnet/sdk:8.0",
        "mcr.microsoft.com/dotnet/core/aspnet:3.1-buster-slim",
        "microsoft/dotnet:2.1-sdk",
        "jenkins/jenkins:lts",
        "continuumio/miniconda3",
        "couchdb:1.6",
        "r-base:3.4"}},
      {SystemShell::kAsh,
       {"alpine",
        "alpine:3.4",
        "alpine:edge",
        "python:3.12-alpine",
        "node:alpine3.18",
        "node:8-alpine",
        "golang:1.10-alpine3.7",
        "nginx:alpine",
        "openjdk:8-jdk-alpine",
        "java:8-jre-alpine",
        "busybox",
        "busybox:1.24",
        "docker",
        "docker:17.09-dind",
        "bash:4.4",
        "caddy:2.4.0",
        "composer:1.8",
        "redis:5-alpine",
        "mhart/alpine-node:8",
        "frolvlad/alpine-glibc",
        "gliderlabs/alpine:3.4",
        "amd64/alpine",
        "jenkins/jenkins:lts-alpine",
        "acme/app:1-alpine",
        "alpine/git",
        "mcr.microsoft.com/dotnet/aspnet:8.0-alpine",
        "amazoncorretto:11-alpine",
        "mariadb:5-alpine"}},
      {SystemShell::kBash,
       {"centos",
        "centos:7",
        "centos:centos6",
        "fedora:27",
        "amazonlinux",
        "amazonlinux:2017.03",
        "oraclelinux:7-slim",
        "rockylinux:8",
        "almalinux:8",
        "archlinux",
        "openjdk:17",
        "openjdk:14-jdk-oracle",
        "mysql:8.0",
        "mysql",
        "registry.access.redhat.com/ubi8/ubi:8.4",
        "registry.access.redhat.com/ubi9-minimal",
        "quay.io/centos/centos:stream9",
        "nvidia/cuda:9.0-devel-centos7",
        "nvidia/cuda:11.0-base-ubi8",
        "amazoncorretto:8",
        "amazoncorretto:17.0.1",
        "maven:3.8-amazoncorretto-17",
        "eclipse-temurin:17-jdk-ubi9-minimal",
        "opensuse/leap:15",
        "archlinux/base",
        "mcr.microsoft.com/azurelinux/base/core:3.0",
        "mcr.microsoft.com/dotnet/sdk:8.0-azurelinux3.0"}},
      {SystemShell::kNone,
       {"hello-world", "gcr.io/distroless/base", "gcr.io/distroless/java:11-debug", "nats:2.14.5-scratch",
        "mcr.microsoft.com/windows/servercore:ltsc2022", "mcr.microsoft.com/windows:1809",
        "microsoft/nanoserver", "golang:1.10-nanoserver", "python:3.7-windowsservercore-1809",
        "mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled", "mcr.microsoft.com/dotnet/framework/sdk:4.8",
        "acme/app:1-nanoserver-ltsc2022", "mcr.microsoft.com/dotnet/core/sdk:3.1-nanoserver-1809"}},
      {SystemShell::kUnknown,
       {"acme/app", "acme/app:1-ubuntu22.04", "acme/debian", "registry.example.com/python:3", "debian:lenny",
        "mysql:5.7.12", "openjdk", "openjdk:12", "openjdk:13-ea-9-jdk", "sonarqube:7.9",
        "elasticsearch:7.4.0", "gcr.io/google_containers/pause-amd64:3.0", "ghcr.io/acme/python:3",
        "traefik:1.7", "neo4j:3.5", "amd64/acme/python", "docker:1.8", "maven:3.8-openjdk-17"}},
  };
  for (const auto& [shell, refs] : cases) {
    for (const auto* text : refs) {
      const auto ref = parse_reference(text);
      ASSERT_TRUE(ref) << text;
      EXPECT_EQ(system_shell(*ref), shell) << text;
    }
  }
}

// Every tag that a row lists must get the row's answer, and Windows has no row.
TEST(SystemShell, AnswersForAlmostAllOfTheCatalog) {
  std::size_t known = 0;
  std::size_t all = 0;
  for (std::size_t i = 0; i < catalog_size(); ++i) {
    const auto image = catalog_image(i);
    for (std::size_t e = 0; e < image.entry_count; ++e) {
      const auto entry = image.entry(e);
      ++all;
      known += entry.shell != SystemShell::kUnknown;
      ImageRef ref;
      ref.repository = image.name;
      ref.tag = *entry.tags.begin();
      EXPECT_EQ(system_shell(ref), entry.shell) << image.name << ':' << ref.tag;
    }
  }
  EXPECT_GT(known * 100, all * 90);
}

}  // namespace
}  // namespace dockhone::image
