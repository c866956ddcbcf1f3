FROM node:latest@sha256:6bb0b6ec1a2e3f1c2ff9c2c4e2b5c1c8f6a1b9c0d1e2f3a4b5c6d7e8f9a0b1c2 AS unknown
WORKDIR /srv/app
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
COPY --chown=10001:10001 . .
USER 10001:10001
CMD ["node", "server.js"]

FROM node:20.11-alpine@sha256:6bb0b6ec1a2e3f1c2ff9c2c4e2b5c1c8f6a1b9c0d1e2f3a4b5c6d7e8f9a0b1c2 AS known
WORKDIR /srv/app
RUN chown 1000:1000 /srv/app
COPY --chown=1000:1000 . .
USER 1000:1000
CMD ["node", "server.js"]
