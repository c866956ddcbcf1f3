# No tag latest in the library.
FROM mongo
# latest is the bare name of a release.
FROM buildpack-deps
# Not in the library any more.
FROM centos:latest
# Not official.
FROM grafana/grafana
# Another registry.
FROM ghcr.io/acme/base:latest
