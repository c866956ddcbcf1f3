FROM debian:13.6
RUN apt-get update; apt-get install -y nginx \
    && rm -rf /var/lib/apt/lists/*;
