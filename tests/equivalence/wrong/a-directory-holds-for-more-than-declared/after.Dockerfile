FROM debian:12
WORKDIR /srv
RUN cd /opt && make && tool
