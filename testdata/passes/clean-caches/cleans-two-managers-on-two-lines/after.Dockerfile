FROM debian:13.6
RUN apt-get update \
 && apt-get install -y npm \
 && npm install -g serve \
 && rm -rf /var/lib/apt/lists/* \
 && npm cache clean --force
RUN set -eux; \
    apt-get update; \
    apt-get install -y npm; \
    npm install -g serve; \
    rm -rf /var/lib/apt/lists/*; \
    npm cache clean --force
