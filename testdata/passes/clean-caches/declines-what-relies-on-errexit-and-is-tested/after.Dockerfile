FROM debian:13.6
RUN set -e; apt-get update && { apt-get install -y nginx; nginx -v; }
RUN set -e; apt-get update; ! { apt-get install -y nginx-nowhere; nginx -v; }
FROM node:22.20.0
RUN ! eval "$STEPS" | npm install -g serve
