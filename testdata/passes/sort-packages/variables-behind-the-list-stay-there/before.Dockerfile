FROM debian:13.6
ARG MORE
RUN apt-get install -y \
      zip \
      curl \
      $MORE
RUN apt-get install -y zip $MORE \
      $OTHER
RUN apt-get install -y \
      zip \
      curl \
      ""
