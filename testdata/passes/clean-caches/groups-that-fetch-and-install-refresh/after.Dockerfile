FROM debian:13.6
RUN apt-get update && apt-get install -y ca-certificates \
    && rm -rf /var/lib/apt/lists/*
COPY sources.list.d /etc/apt/sources.list.d
RUN ( cd /srv && apt-get update && apt-get install -y nginx ) \
    && rm -rf /var/lib/apt/lists/*
