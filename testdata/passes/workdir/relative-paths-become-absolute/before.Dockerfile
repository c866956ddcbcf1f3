FROM gcr.io/oss-fuzz-base/base-builder
RUN git clone https://example.org/library
WORKDIR library

FROM debian:13.6 AS two
WORKDIR /srv
WORKDIR ./app
WORKDIR ../lib/./x/
WORKDIR name-${VERSION}

FROM two
workdir y
