FROM alpine:3.20
RUN cd /srv; make
RUN make install
