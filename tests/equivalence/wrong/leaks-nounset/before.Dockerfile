FROM debian:12
RUN set -u; make
RUN make $UNSET install
