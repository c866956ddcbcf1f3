FROM debian:12
RUN make || true
RUN make install || make -k
