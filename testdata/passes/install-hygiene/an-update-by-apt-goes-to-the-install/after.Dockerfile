FROM debian:13.6

WORKDIR /srv
COPY . .
RUN apt-get update \
    && apt-get install -y curl
