FROM debian:13.6
RUN apt-get update && for p in nginx redis-server; do apt-get install -y "$p"; done
RUN apt-get update; if [ -e /etc/wanted ]; then apt-get install -y nginx; fi
RUN ( cd /srv && apt-get update && apt-get install -y memcached )
