FROM alpine:3.23.2
RUN apk update && apk add nginx
RUN apk add --no-cache redis
