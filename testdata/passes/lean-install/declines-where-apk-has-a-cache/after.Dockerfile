FROM alpine:3.24.1
RUN mkdir -p /var/cache/apk && ln -s /var/cache/apk /etc/apk/cache
RUN apk add curl
