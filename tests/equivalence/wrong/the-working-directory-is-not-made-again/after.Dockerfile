FROM debian:12
WORKDIR /srv
RUN rm -rf /srv && touch /srv/a
