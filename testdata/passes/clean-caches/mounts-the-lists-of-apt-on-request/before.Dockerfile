FROM debian:13.6
RUN apt-get update && apt-get install -y nginx
RUN apt-get update \
 && apt-get install -y redis-server \
 && apt-get clean \
 && rm -rf /var/lib/apt/lists/*
RUN apt-get update && \
    apt-get install -y memcached && \
    rm -rf /var/lib/apt/lists/* /tmp/* && \
    mkdir /srv/data
RUN set -eux; \
    apt-get update; \
    apt-get install -y squid; \
    rm -rf /var/lib/apt/lists/*
