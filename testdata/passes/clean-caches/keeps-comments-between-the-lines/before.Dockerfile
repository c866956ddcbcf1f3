FROM debian:13.6
RUN apt-get update \
 # the web server
 && apt-get install -y nginx \
 # and what it shows
 && mkdir -p /srv/www
COPY www /srv/www
