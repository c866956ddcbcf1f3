FROM debian:12
WORKDIR /srv
RUN cd /opt; echo a > f && echo b > g
