FROM debian:12
RUN touch /cache/a
