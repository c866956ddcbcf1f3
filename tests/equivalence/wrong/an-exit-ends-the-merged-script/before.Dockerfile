FROM debian:12
RUN make; exit 0
RUN make install
