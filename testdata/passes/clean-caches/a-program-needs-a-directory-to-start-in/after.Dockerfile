FROM debian:12 AS removed
RUN apt-get update && apt-get install -y --no-install-recommends npm && rm -rf /var/lib/apt/lists/* \
    && npm install -g less@4.2.0 && cd /usr/src && mkdir b && cd b && touch x && rm -rf /usr/src/b

FROM debian:12 AS above
WORKDIR /tmp/build
RUN apt-get update && apt-get install -y --no-install-recommends npm && npm install -g less@4.2.0 && rm -rf /var/lib/apt/lists/* /tmp/*

FROM debian:12 AS unknown
RUN apt-get update && apt-get install -y --no-install-recommends npm && rm -rf /var/lib/apt/lists/* \
    && npm install -g less@4.2.0 && D="$(mktemp -d)" && cd "$D" && make && rm -rf "$D"

FROM debian:12 AS elsewhere
WORKDIR /srv
RUN apt-get update && apt-get install -y --no-install-recommends npm && npm install -g less@4.2.0 && rm -rf /var/lib/apt/lists/* /tmp/* \
    && npm cache clean --force

FROM debian:12 AS marked
RUN apt-get update && apt-get install -y --no-install-recommends npm && npm install -g less@4.2.0 \
    && apt-mark auto '.*' && apt-get purge -y --auto-remove && rm -rf /var/lib/apt/lists/*
