FROM debian:13.6
RUN apt-get update && apt-get install -y nginx; exit 0
RUN apt-get update && exec apt-get install -y redis-server
