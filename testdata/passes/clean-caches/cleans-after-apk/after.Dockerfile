FROM alpine:3.23.2
RUN apk update && apk add nginx \
    && rm -rf /var/cache/apk/*
RUN apk add --no-cache redis
