FROM debian:12
RUN set -e; make; make -q; make install
