FROM debian:13.6

# tools
RUN apt-get update \
 # the client only
 && apt-get install -y postgresql-client \
 # a place for the data
 && mkdir -p \
      /srv/data \
      /srv/cache \
 # done
 && touch /srv/ready
