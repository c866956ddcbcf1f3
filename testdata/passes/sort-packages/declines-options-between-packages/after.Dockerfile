FROM debian:13.6
RUN apt-get install -y \
      zip \
      -t trixie-backports \
      curl
RUN apt-get install --shout \
      zip \
      curl
RUN apt-get install -y \
      zip > /dev/null \
      curl
