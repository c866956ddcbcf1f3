FROM debian:12
RUN make; exit 0; make install
