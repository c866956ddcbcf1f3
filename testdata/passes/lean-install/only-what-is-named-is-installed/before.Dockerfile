FROM debian:13.6
RUN apt-get update \
 && apt-get install -y \
      less \
      file \
 && rm -rf /var/lib/apt/lists/*
RUN apt-get -qq -t trixie-backports install jq
FROM alpine:3.24.1 AS alpine
RUN apk add -U curl && apk add --virtual .build --update \
      gcc
FROM python:3.14.7-trixie AS python
RUN pip install -r requirements.txt && python3 -m pip install --upgrade "flask==3.1"
FROM almalinux:9.6 AS alma
RUN dnf install -y git && microdnf install tar
FROM ubuntu:24.04 AS ruby
RUN gem install bundler -v 2.5
