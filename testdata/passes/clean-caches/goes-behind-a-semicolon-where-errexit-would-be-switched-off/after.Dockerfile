FROM debian:13.6
RUN set -e; \
    apt-get update; \
    for p in nginx redis-server; do \
      apt-get install -y "$p"; \
      "$p" -v; \
    done; \
    rm -rf /var/lib/apt/lists/*
RUN set -eux; apt-get update; install() { apt-get install -y "$1"; "$1" -v; }; install nginx; \
    rm -rf /var/lib/apt/lists/*
RUN set -e; apt-get update; { apt-get install -y nginx; nginx -v; } | tee /var/log/install; \
    rm -rf /var/lib/apt/lists/*
