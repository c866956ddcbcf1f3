FROM debian:12
RUN trap '' TERM; make && make install
