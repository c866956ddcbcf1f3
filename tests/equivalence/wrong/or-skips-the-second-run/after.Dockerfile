FROM debian:12
RUN make || make slow && make install || true
