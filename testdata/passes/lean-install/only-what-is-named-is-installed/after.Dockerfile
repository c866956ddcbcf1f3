FROM debian:13.6
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      less \
      file \
 && rm -rf /var/lib/apt/lists/*
RUN apt-get -qq -t trixie-backports install --no-install-recommends jq
FROM alpine:3.24.1 AS alpine
RUN apk add -U --no-cache curl && apk add --no-cache --virtual .build --update \
      gcc
FROM python:3.14.7-trixie AS python
RUN pip install --no-cache-dir -r requirements.txt && python3 -m pip install --upgrade --no-cache-dir "flask==3.1"
FROM almalinux:9.6 AS alma
RUN dnf install -y --setopt=install_weak_deps=0 git && microdnf install --setopt=install_weak_deps=0 tar
FROM ubuntu:24.04 AS ruby
RUN gem install --no-document bundler -v 2.5
