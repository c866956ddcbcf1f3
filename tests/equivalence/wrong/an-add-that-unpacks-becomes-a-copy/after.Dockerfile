FROM debian:12
COPY a.tar.gz /srv/
