FROM debian:12
RUN export MODE=fast && make && make install
