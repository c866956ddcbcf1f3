FROM debian:12
RUN make "CFLAGS=-O2 -g"
