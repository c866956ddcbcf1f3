FROM debian:13.6
LABEL org.opencontainers.image.authors="The \"A\" Team"
