FROM debian:13.6
LABEL org.opencontainers.image.authors="The Team <team@example.org>"
RUN touch /a
