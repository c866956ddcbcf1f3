FROM debian:13.6
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN apt-get update; for p in nginx memcached; do apt-get install -y "$p"; done
RUN apt-get update && apt-get install -y redis-server
