FROM php:8.5-apache
COPY --from=composer /usr/bin/composer /usr/bin/composer
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer2
RUN --mount=type=cache,target=/root/.cache \
    --mount=type=bind,from=node:latest,source=/usr/local,target=/opt/node \
    /opt/node/bin/npm ci
