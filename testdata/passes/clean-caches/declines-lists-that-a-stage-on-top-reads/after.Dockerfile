FROM debian:13.6 AS base
RUN apt-get update && apt-get install -y ca-certificates

FROM base AS web
RUN apt-get install -y nginx

FROM base AS worker
RUN apt-get update && apt-get install -y redis-server \
    && rm -rf /var/lib/apt/lists/*
