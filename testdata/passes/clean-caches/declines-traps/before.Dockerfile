FROM debian:13.6
RUN trap 'echo failed' EXIT; apt-get update && apt-get install -y nginx
