FROM debian:13.6
RUN apt-get install -y \
      postfix \
      exim4- \
      curl
RUN apt-get install -y \
      postfix \
      exim4+ \
      curl
FROM alpine:3.24.1
RUN apk add --no-cache \
      vim \
      '!nano' \
      curl
