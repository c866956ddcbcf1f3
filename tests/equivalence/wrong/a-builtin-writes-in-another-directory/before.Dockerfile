FROM debian:12
WORKDIR /srv
RUN cd /opt; echo a > f
RUN echo b > g
