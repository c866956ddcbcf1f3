FROM debian:13.6
RUN set -e; apt-get update && { apt-get install -y nginx; nginx -v; }
RUN set -e; apt-get update; ! { apt-get install -y nginx-nowhere; nginx -v; }
