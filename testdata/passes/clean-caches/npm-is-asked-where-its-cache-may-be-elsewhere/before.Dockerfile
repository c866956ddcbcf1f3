FROM node:22.12.0-bookworm AS usual
RUN npm ci

FROM node:22.12.0-bookworm AS variable
ENV npm_config_cache=/var/cache/npm
RUN npm ci

FROM node:22.12.0-bookworm AS option
RUN npm ci --cache /var/cache/npm

FROM node:22.12.0-bookworm AS settings
RUN npm config set cache /var/cache/npm && npm ci

FROM node:22.12.0-bookworm AS home
ENV HOME=/srv
RUN npm ci
