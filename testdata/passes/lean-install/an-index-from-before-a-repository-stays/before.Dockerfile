FROM alpine:3.22
RUN apk update && echo "@edge https://mirror.example.com/edge/main" >> /etc/apk/repositories && apk add curl
