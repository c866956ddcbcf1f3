FROM debian:13.6
WORKDIR /srv
WORKDIR /opt
RUN a

  RUN b
  WORKDIR /srv