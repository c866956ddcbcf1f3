FROM debian:13.6 AS base
MAINTAINER first
RUN make
MAINTAINER second
FROM base
MAINTAINER third
