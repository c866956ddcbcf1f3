FROM debian:13.6 AS build
RUN apt-get update
RUN apt-get install -y make
COPY . /src
FROM debian:13.6
# lists
RUN apt-get update
ENV DEBIAN_FRONTEND=noninteractive APP=/srv
ARG VERSION=1
WORKDIR /srv
COPY app.conf /srv/
# what it needs
RUN apt-get install -y \
      curl \
 && rm -rf /var/lib/apt/lists/*
