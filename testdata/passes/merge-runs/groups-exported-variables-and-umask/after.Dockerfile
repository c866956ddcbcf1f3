FROM debian:13.6
RUN ( export PREFIX=/opt && ./configure --prefix=$PREFIX ) \
    && ( umask 077; mkdir /secret ) \
    && touch /after
