FROM debian:12
RUN make || make slow
RUN make install
