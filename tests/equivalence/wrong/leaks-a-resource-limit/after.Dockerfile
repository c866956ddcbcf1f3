FROM debian:12
RUN ulimit -n 64; make && make install
