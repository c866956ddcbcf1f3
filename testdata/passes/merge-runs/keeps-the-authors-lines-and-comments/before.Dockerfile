FROM debian:13.6

# tools
RUN apt-get update \
 # the client only
 && apt-get install -y postgresql-client

# a place for the data
RUN mkdir -p \
      /srv/data \
      /srv/cache

# done
RUN touch /srv/ready
