FROM debian:12
WORKDIR /opt
RUN make
