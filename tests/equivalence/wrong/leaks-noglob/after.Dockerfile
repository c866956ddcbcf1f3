FROM debian:12
RUN set -f; make *.c && make /usr/l*
