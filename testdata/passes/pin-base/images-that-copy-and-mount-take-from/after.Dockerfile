FROM php:8.5-apache
COPY --from=composer:2.10.2 /usr/bin/composer /usr/bin/composer
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer2
RUN --mount=type=cache,target=/root/.cache \
    --mount=type=bind,from=node:26.7.0-trixie,source=/usr/local,target=/opt/node \
    /opt/node/bin/npm ci
