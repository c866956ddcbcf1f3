FROM debian:13.6
RUN apt-get install -y \
      curl \
      zip \
      > /dev/null 2>&1
RUN apt-get install \
      curl \
      zip -y --no-install-recommends && echo done
