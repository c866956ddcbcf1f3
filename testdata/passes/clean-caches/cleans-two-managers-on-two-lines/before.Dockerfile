FROM debian:13.6
RUN apt-get update \
 && apt-get install -y npm \
 && npm install -g serve
RUN set -eux; \
    apt-get update; \
    apt-get install -y npm; \
    npm install -g serve
