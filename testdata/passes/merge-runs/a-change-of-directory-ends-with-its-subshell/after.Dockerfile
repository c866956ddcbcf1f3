FROM debian:13.6
WORKDIR /srv/app
RUN ( cd /tmp && touch x ) && rm -rf ../app
RUN touch /srv/ready

FROM debian:13.6
WORKDIR /srv/app
RUN ( cd /tmp && rm -rf app ) \
    && touch /srv/ready
