FROM node:22.12.0-bookworm AS bot
RUN git clone --depth 1 https://git.example.com/bot /srv/bot && cd /srv/bot && npm install
USER 1000:1000
CMD ["node", "/srv/bot/index.js"]

FROM node:22.12.0-bookworm AS asked-for-help
RUN npm install --global resumes
ENTRYPOINT ["resumes"]
CMD ["--help"]

# A tool on what is mounted, although it names a volume.
FROM python:3.13.1-slim-bookworm AS volume
RUN pip install --no-cache-dir cookies
VOLUME /work
WORKDIR /work
ENTRYPOINT ["cookies"]

# It keeps nothing.
FROM alpine:3.20.3 AS stateless
RUN apk add --no-cache socat
EXPOSE 5000
RUN addgroup -S -g 10001 app \
    && adduser -S -D -u 10001 -G app app
USER 10001:10001
CMD ["socat", "TCP-LISTEN:5000,fork", "TCP:db:5432"]

# It works where its command goes.
FROM node:22.12.0-bookworm AS goes
RUN git clone --depth 1 https://git.example.com/web /srv/web && cd /srv/web && npm install
EXPOSE 8080
RUN mkdir -p /srv/web \
    && chown 1000:1000 /srv/web
USER 1000:1000
CMD cd /srv/web && node ./app.js
