FROM debian:13.6
RUN set -eux; \
    apt-get update; \
    apt-get install -y nginx
RUN set -e; apt-get update; { apt-get install -y nginx; nginx -v; } && nginx -t
