FROM debian:13
RUN make
