FROM debian:13.6
RUN test -d /srv || mkdir /srv
RUN grep -q x /srv/a || touch /srv/b
RUN touch /srv/c
