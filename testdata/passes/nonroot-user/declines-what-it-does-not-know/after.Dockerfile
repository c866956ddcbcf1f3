FROM registry.example.com/base:4.2 AS base
CMD ["server"]

FROM debian:12.8 AS script
COPY start.sh /
CMD ["/start.sh"]

FROM debian:12.8 AS program
CMD $SERVER --verbose

FROM debian:12.8 AS made
COPY launch /usr/local/bin/launch
CMD ["launch"]

FROM debian:12.8 AS users
RUN useradd one && useradd two
CMD ["server"]

FROM amazonlinux:2023.6.20241212.0 AS tools
CMD ["server"]

FROM debian:12.8 AS shell
CMD ["bash"]

FROM debian:12.8 AS waits
CMD tail -f /dev/null

FROM node:22.12.0-bookworm AS development
CMD ["npm", "run", "dev"]

FROM python:3.13.1-bookworm AS state
WORKDIR /srv/app
COPY . .
RUN python manage.py migrate
CMD ["gunicorn", "app:app"]

FROM debian:12.8 AS triggers
ONBUILD COPY . /srv
CMD ["server"]

FROM debian:12.8 AS system
VOLUME /var/log
CMD ["server"]

FROM debian:12.8 AS filled
COPY server /opt/server
RUN make -C /opt/server && mkdir -p /var/lib/server && cp /opt/server/initial.db /var/lib/server/
VOLUME /var/lib/server
CMD ["server"]

FROM node:22.12.0-bookworm AS beside
COPY . .
CMD ["node", "server.js"]

FROM node:22.12.0-bookworm AS builds
WORKDIR /srv/app
COPY . .
CMD ["./node_modules/gulp/bin/gulp.js", "serve"]

FROM debian:12.8 AS hidden
RUN bash -c 'adduser --disabled-password worker'
COPY worker.py /srv/
CMD ["python3", "/srv/worker.py"]

# An init with nothing to start: a base for others.
FROM debian:13.6 AS init
RUN apt-get update && apt-get install -y --no-install-recommends tini
ENTRYPOINT ["/usr/bin/tini", "--"]
