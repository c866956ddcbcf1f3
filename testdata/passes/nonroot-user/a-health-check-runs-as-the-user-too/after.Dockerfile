FROM node:22.12.0-bookworm AS harmless
WORKDIR /srv/app
RUN chown 1000:1000 /srv/app
COPY --chown=1000:1000 . .
HEALTHCHECK --interval=30s CMD curl -fsS http://localhost:3000/health || exit 1
USER 1000:1000
CMD ["node", "server.js"]

FROM node:22.12.0-bookworm AS needs-root
WORKDIR /srv/app
COPY . .
HEALTHCHECK CMD ["service", "node", "status"]
CMD ["node", "server.js"]

FROM node:22.12.0-bookworm AS script
WORKDIR /srv/app
COPY . .
HEALTHCHECK CMD /usr/local/bin/healthy.sh
CMD ["node", "server.js"]

# It asks where it listens.
FROM node:22.12.0-bookworm AS port
WORKDIR /srv/app
COPY . .
HEALTHCHECK CMD ["curl", "-f", "http://localhost:80/"]
CMD ["node", "server.js"]

FROM node:22.12.0-bookworm AS last
WORKDIR /srv/app
RUN chown 1000:1000 /srv/app
COPY --chown=1000:1000 . .
HEALTHCHECK CMD ["service", "node", "status"]
HEALTHCHECK NONE
USER 1000:1000
CMD ["node", "server.js"]
