FROM debian:12
RUN set -f; make *.c
RUN make /usr/l*
