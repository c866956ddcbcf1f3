FROM debian:13.6
RUN set -e; apt-get update; set +e; for p in nginx memcached; do apt-get install -y "$p"; done
RUN if [ -e /strict ]; then set -e; fi; apt-get update; for p in nginx memcached; do apt-get install -y "$p"; done
