FROM debian:12
RUN make # build
RUN make install
