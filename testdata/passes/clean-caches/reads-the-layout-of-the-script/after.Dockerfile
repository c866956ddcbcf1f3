FROM debian:13.6
RUN apt-get update && apt-get install -y nginx \
    && rm -rf /var/lib/apt/lists/*
RUN apt-get update && \
    apt-get install -y postgresql-client && \
    rm -rf /var/lib/apt/lists/*
RUN apt-get update \
  && apt-get install -y \
        redis-server \
  && rm -rf /var/lib/apt/lists/*
RUN apt-get update; \
    apt-get install -y memcached \
    && rm -rf /var/lib/apt/lists/*
