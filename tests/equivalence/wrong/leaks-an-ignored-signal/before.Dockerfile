FROM debian:12
RUN trap '' TERM; make
RUN make install
