FROM gcr.io/oss-fuzz-base/base-builder
RUN git clone https://example.org/library
WORKDIR /src/library

FROM debian:13.6 AS two
WORKDIR /srv
WORKDIR /srv/app
WORKDIR /srv/lib/x
WORKDIR /srv/lib/x/name-${VERSION}

FROM two
workdir y
