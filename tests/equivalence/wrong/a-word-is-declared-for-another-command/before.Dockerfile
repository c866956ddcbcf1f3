FROM debian:12
RUN apk add curl
