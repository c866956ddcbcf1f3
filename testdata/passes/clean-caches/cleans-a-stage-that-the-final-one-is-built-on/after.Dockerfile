FROM debian:13.6 AS base
RUN apt-get update && apt-get install -y ca-certificates \
    && rm -rf /var/lib/apt/lists/*

FROM base
COPY run /run
