FROM debian:12
RUN server & make
RUN make install
