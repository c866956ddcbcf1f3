FROM debian:13.6
RUN apt-get update \
    && apt-get install -y curl \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir -p /srv/app \
    && chown www-data /srv/app
