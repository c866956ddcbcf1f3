FROM debian:13.6 AS base
WORKDIR /srv
ONBUILD WORKDIR /app

FROM base
RUN cd /srv && make
WORKDIR lib
