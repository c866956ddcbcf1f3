FROM debian:13.6
RUN apt-get update && apt-get install -y --no-install-recommends \
      zip \
      curl git \
      curl \
      "less" \
 && rm -rf /var/lib/apt/lists/*
FROM alpine:3.24.1
RUN apk add --no-cache --virtual .build make gcc \
    musl-dev
FROM almalinux:9.6
RUN dnf install -y \
	tar \
	git \
 && dnf clean all
