FROM debian:12
RUN export MODE=fast && make
RUN make install
