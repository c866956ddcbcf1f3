FROM debian:12
ADD a.tar.gz /srv/
