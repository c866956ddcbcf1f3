FROM debian:12
RUN set -u; make && make $UNSET install
