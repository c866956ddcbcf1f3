FROM debian:12
RUN cd /srv && make && make install
