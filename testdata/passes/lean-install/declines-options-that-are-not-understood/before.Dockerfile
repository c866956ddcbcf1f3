FROM debian:13.6
RUN apt-get install -y --shout jq
FROM alpine:3.24.1
RUN apk add --shout jq
FROM python:3.14.7-trixie
RUN pip install --shout flask
FROM almalinux:9.6
RUN dnf install -y --shout jq
FROM ubuntu:24.04
RUN gem install --shout rails
