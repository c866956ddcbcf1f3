FROM node:22.12.0-bookworm AS hook
WORKDIR /srv/app
COPY hook/ .
CMD ["npm", "start"]

FROM node:22.12.0-bookworm AS after
WORKDIR /srv
COPY after/ app/
CMD ["npm", "--prefix", "app", "run", "serve-it"]

FROM node:22.12.0-bookworm AS plain
WORKDIR /srv/app
RUN chown 1000:1000 /srv/app
COPY --chown=1000:1000 plain/ .
USER 1000:1000
CMD ["npm", "start"]

# npm starts server.js where package.json says nothing.
FROM node:22.12.0-bookworm AS none
WORKDIR /srv/app
RUN chown 1000:1000 /srv/app
COPY --chown=1000:1000 none/ .
USER 1000:1000
CMD ["npm", "start"]

FROM python:3.13.1-slim-bookworm AS library
WORKDIR /srv/app
COPY library/ .
CMD ["./run.sh"]

FROM python:3.13.1-slim-bookworm AS outside
WORKDIR /srv/app
COPY later/ .
CMD ["./run.sh"]

FROM python:3.13.1-slim-bookworm AS harmless
WORKDIR /srv/app
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
COPY --chown=10001:10001 harmless/ .
USER 10001:10001
CMD ["./run.sh"]
