FROM debian:12
RUN umask 077 && make
RUN make install
