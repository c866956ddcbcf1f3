FROM debian:12
RUN MODE=fast : && make && make ${MODE:-slow}
