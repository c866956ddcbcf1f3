FROM debian:12
RUN exec >/log; make && make install
