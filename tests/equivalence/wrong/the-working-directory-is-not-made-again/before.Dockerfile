FROM debian:12
WORKDIR /srv
RUN rm -rf /srv
RUN touch /srv/a
