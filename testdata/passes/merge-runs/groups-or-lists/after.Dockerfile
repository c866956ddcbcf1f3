FROM debian:13.6
RUN ( test -d /srv || mkdir /srv ) \
    && ( grep -q x /srv/a || touch /srv/b ) \
    && touch /srv/c
