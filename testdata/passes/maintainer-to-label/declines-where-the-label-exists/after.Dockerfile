FROM debian:13.6
LABEL org.opencontainers.image.authors="Somebody"
MAINTAINER The Team <team@example.org>
