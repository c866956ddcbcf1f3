FROM alpine:3.20
RUN ( cd /srv; make ) && make install
