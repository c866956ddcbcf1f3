# What the language images of the hub are built on: compilers, tools to fetch sources, and common headers.
ARG BASE
FROM ${BASE}
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      autoconf automake bzip2 ca-certificates curl dpkg-dev file g++ gcc git gnupg libc6-dev libcurl4-openssl-dev libffi-dev \
      libssl-dev libtool libxml2-dev make netbase patch pkg-config procps unzip wget xz-utils zlib1g-dev tzdata \
    && rm -rf /var/lib/apt/lists/*
