FROM debian:13.6 AS base
LABEL org.opencontainers.image."authors"=team
FROM base
MAINTAINER old
FROM debian:13.6
MAINTAINER a \
# keep me
 b
