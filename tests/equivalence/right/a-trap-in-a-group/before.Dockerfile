FROM debian:12
RUN trap 'touch /left' EXIT; make
RUN make install
