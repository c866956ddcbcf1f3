FROM alpine:3.20
RUN apk add --no-cache -U curl && rm -rf /var/cache/apk/*
