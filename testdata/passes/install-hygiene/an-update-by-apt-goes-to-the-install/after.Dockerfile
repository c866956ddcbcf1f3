FROM debian:13.6
WORKDIR /srv
RUN apt-get update \
    && apt-get install -y curl
