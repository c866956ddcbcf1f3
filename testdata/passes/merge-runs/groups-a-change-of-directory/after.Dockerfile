FROM debian:13.6
RUN ( cd /usr/src && tar xf app.tar && make ) \
    && ls \
    && cd /opt \
    && make install
