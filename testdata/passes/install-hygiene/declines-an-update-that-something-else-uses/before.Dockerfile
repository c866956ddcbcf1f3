FROM debian:13.6 AS copied
RUN apt-get update
COPY sources.list /etc/apt/sources.list
RUN apt-get install -y curl
FROM debian:13.6 AS proxied
RUN apt-get update
ENV http_proxy=http://proxy.example.com:3128
RUN apt-get install -y curl
FROM debian:13.6 AS elsewhere
RUN apt-get update
LABEL a=b
COPY app /srv/
RUN ./install.sh
FROM debian:13.6 AS lists
RUN apt-get update
ENV A=b
RUN apt-get install -y curl || true
FROM debian:13.6 AS mounted
RUN apt-get update
ENV A=b
RUN --mount=type=cache,target=/var/cache/apt apt-get install -y curl
FROM debian:13.6 AS root
RUN apt-get update
COPY . .
RUN apt-get install -y curl
FROM debian:13.6 AS user
RUN apt-get update
USER 1000
RUN apt-get install -y curl
