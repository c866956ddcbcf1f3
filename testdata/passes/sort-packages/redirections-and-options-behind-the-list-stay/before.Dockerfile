FROM debian:13.6
RUN apt-get install -y \
      zip \
      curl \
      > /dev/null 2>&1
RUN apt-get install \
      zip \
      curl -y --no-install-recommends && echo done
