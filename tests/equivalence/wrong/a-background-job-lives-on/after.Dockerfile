FROM debian:12
RUN server & make && make install
