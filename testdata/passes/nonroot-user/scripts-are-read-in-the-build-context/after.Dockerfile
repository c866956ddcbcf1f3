FROM python:3.13.1-slim-bookworm AS harmless
WORKDIR /srv/app
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app \
    && chown 10001:10001 /srv/app
COPY --chown=10001:10001 . .
USER 10001:10001
ENTRYPOINT ["./entrypoint.sh"]
CMD ["gunicorn", "app:app"]

FROM python:3.13.1-slim-bookworm AS owners
WORKDIR /srv/app
COPY . .
CMD ["./chown.sh"]

FROM nginx:1.27.3 AS image
COPY site/ /usr/share/nginx/html/
CMD ["nginx", "-g", "daemon off;"]

FROM debian:12.8 AS outside
COPY settings.sh /usr/local/bin/
CMD ["settings.sh"]

FROM debian:12.8 AS argument
COPY entrypoint.sh /
ENTRYPOINT ["/entrypoint.sh"]
CMD ["sshd", "-D"]

FROM node:22.12.0-bookworm AS scripts
WORKDIR /srv/app
RUN chown 1000:1000 /srv/app
COPY --chown=1000:1000 package.json .
USER 1000:1000
CMD ["npm", "start"]

FROM node:22.12.0-bookworm AS development
WORKDIR /srv/app
COPY package.json .
CMD ["npm", "run", "preview"]

FROM debian:12.8 AS document
RUN groupadd --system --gid 10001 app \
    && useradd --system --no-log-init --create-home --uid 10001 --gid app --shell /usr/sbin/nologin app
COPY --chmod=755 <<EOF /start.sh
#!/bin/sh
exec python3 -m http.server 8080
EOF
USER 10001:10001
CMD ["/start.sh"]
