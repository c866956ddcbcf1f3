FROM debian:13.6
RUN apt-get update && apt-get install -y nginx
RUN apt-get update && \
    apt-get install -y postgresql-client
RUN apt-get update \
  && apt-get install -y \
        redis-server
RUN apt-get update; \
    apt-get install -y memcached
