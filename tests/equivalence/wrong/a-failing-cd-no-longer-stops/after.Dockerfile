FROM debian:12
RUN cd /none; make
