FROM debian:12
RUN exec >/log; make
RUN make install
