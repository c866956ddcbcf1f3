FROM debian:12
RUN set -e; make; make install
RUN false; make check
