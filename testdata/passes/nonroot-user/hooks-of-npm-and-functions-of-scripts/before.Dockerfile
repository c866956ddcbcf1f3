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
COPY plain/ .
CMD ["npm", "start"]

# npm starts server.js where package.json says nothing.
FROM node:22.12.0-bookworm AS none
WORKDIR /srv/app
COPY none/ .
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
COPY harmless/ .
CMD ["./run.sh"]
