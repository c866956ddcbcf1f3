FROM debian:13.6
RUN apt-get update && apt-get install -y --no-install-recommends \
      curl \
      git \
      "less" \
      zip \
 && rm -rf /var/lib/apt/lists/*
FROM alpine:3.24.1
RUN apk add --no-cache --virtual .build \
    gcc \
    make \
    musl-dev
FROM almalinux:9.6
RUN dnf install -y \
	git \
	tar \
 && dnf clean all
