FROM python:3.13.1-slim-bookworm AS harmless
WORKDIR /srv/app
COPY . .
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
COPY package.json .
CMD ["npm", "start"]

FROM node:22.12.0-bookworm AS development
WORKDIR /srv/app
COPY package.json .
CMD ["npm", "run", "preview"]

FROM debian:12.8 AS document
COPY --chmod=755 <<EOF /start.sh
#!/bin/sh
exec python3 -m http.server 8080
EOF
CMD ["/start.sh"]
