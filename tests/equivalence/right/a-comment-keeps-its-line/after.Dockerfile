FROM debian:12
RUN make \
 # build
 && make install
