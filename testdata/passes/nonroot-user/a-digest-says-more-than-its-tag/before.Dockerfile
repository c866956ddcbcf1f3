FROM node:latest@sha256:6bb0b6ec1a2e3f1c2ff9c2c4e2b5c1c8f6a1b9c0d1e2f3a4b5c6d7e8f9a0b1c2 AS unknown
WORKDIR /srv/app
COPY . .
CMD ["node", "server.js"]

FROM node:20.11-alpine@sha256:6bb0b6ec1a2e3f1c2ff9c2c4e2b5c1c8f6a1b9c0d1e2f3a4b5c6d7e8f9a0b1c2 AS known
WORKDIR /srv/app
COPY . .
CMD ["node", "server.js"]
