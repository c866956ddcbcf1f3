FROM debian:12
RUN MODE=fast : ; make
RUN make ${MODE:-slow}
