FROM debian:13.6
# Who began it
MAINTAINER first
LABEL org.opencontainers.image.authors="second"
