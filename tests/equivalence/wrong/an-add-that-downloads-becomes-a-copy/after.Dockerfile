FROM debian:12
COPY https://example.org/a.txt /srv/
