FROM debian:12
RUN ( make || true ) && ( make install || make -k )
