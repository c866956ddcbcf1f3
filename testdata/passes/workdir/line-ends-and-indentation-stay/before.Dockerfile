FROM debian:13.6
WORKDIR /srv
RUN cd /opt && a

  RUN cd /opt && b