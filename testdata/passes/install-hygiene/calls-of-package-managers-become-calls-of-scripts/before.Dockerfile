FROM debian:13.6
RUN apt update \
 && apt install \
      curl \
      less
