FROM debian:13.6
RUN apt-get update && for p in nginx redis-server; do apt-get install -y "$p"; done \
    && rm -rf /var/lib/apt/lists/*
RUN apt-get update; if [ -e /etc/wanted ]; then apt-get install -y nginx; fi \
    && rm -rf /var/lib/apt/lists/*
RUN ( cd /srv && apt-get update && apt-get install -y memcached ) \
    && rm -rf /var/lib/apt/lists/*
