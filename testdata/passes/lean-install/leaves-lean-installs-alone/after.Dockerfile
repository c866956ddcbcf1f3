FROM debian:13.6
RUN apt-get install -y --no-install-recommends curl && apt-get --no-install-recommends install less
RUN apt-get install --install-recommends -y gnome && apt-get -o APT::Install-Recommends=0 install jq
RUN apt-get -f install && apt-get remove less && apt-get install
FROM alpine:3.24.1
RUN apk add --no-cache curl && apk update && apk del curl
RUN --mount=type=cache,target=/var/cache/apk apk add jq
FROM python:3.14.7-trixie
RUN pip install --no-cache-dir flask && pip download flask
RUN --mount=type=cache,target=/root/.cache/pip pip install flask
RUN PIP_NO_CACHE_DIR=1 pip install flask
ENV PIP_NO_CACHE_DIR=1
RUN pip install flask
FROM almalinux:9.6
RUN dnf install -y --setopt=install_weak_deps=False git
FROM ruby:3.4
RUN gem install rails
FROM ubuntu:24.04
RUN gem install --no-document rails && gem install rails --no-ri --no-rdoc
