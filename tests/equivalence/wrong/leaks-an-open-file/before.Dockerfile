FROM debian:12
RUN exec 3>/log; make
RUN make install
