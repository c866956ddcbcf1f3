FROM debian:12
RUN set -e; make
RUN make -q; make install
