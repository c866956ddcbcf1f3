FROM debian:12
ADD https://example.org/a.txt /srv/
