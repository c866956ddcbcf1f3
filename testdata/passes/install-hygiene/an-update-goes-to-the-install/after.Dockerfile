FROM debian:13.6 AS build
RUN apt-get update
RUN apt-get install -y make
COPY . /src
FROM debian:13.6
# lists
ENV DEBIAN_FRONTEND=noninteractive APP=/srv
ARG VERSION=1
WORKDIR /srv
COPY app.conf /srv/
# what it needs
RUN apt-get update \
    && apt-get install -y \
      curl \
 && rm -rf /var/lib/apt/lists/*
