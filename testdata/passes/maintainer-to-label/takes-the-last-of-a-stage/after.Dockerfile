FROM debian:13.6 AS base
RUN make
LABEL org.opencontainers.image.authors="second"
FROM base
LABEL org.opencontainers.image.authors="third"
