FROM debian:13.6
RUN set -e; \
    apt-get update; \
    for p in nginx redis-server; do \
      apt-get install -y "$p"; \
      "$p" -v; \
    done
RUN set -eux; apt-get update; install() { apt-get install -y "$1"; "$1" -v; }; install nginx
RUN set -e; apt-get update; { apt-get install -y nginx; nginx -v; } | tee /var/log/install
